import type { ParserServicesWithTypeInformation, TSESTree } from "@typescript-eslint/utils";
import type * as ts from "typescript";

/** Whether the expression is a Pulumi resource: an instance of a class below pulumi.Resource, however far. */
export function isResource(services: ParserServicesWithTypeInformation, node: TSESTree.Expression): boolean {
  return derivesFrom("Resource", services.getTypeAtLocation(node), services.program.getTypeChecker());
}

/** Whether the expression, for example what a class extends, is pulumi.ComponentResource or a class below it. */
export function isComponentResource(services: ParserServicesWithTypeInformation, node: TSESTree.Expression): boolean {
  return derivesFrom("ComponentResource", services.getTypeAtLocation(node), services.program.getTypeChecker());
}

/** Whether the type is Pulumi's class or interface of that name, or derives from it. */
export function derivesFrom(name: string, type: ts.Type, checker: ts.TypeChecker): boolean {
  // An optional type counts as what it is when it is given, a type parameter as what it extends.
  const symbol = checker.getApparentType(checker.getNonNullableType(type)).getSymbol();
  if (symbol === undefined) return false;
  if (symbol.name === name && isDeclaredByPulumi(symbol)) return true;
  const declared = checker.getDeclaredTypeOfSymbol(symbol);
  if (!declared.isClassOrInterface()) return false;
  return checker.getBaseTypes(declared).some((base) => derivesFrom(name, base, checker));
}

function isDeclaredByPulumi(symbol: ts.Symbol): boolean {
  const files = (symbol.declarations ?? []).map((declaration) => declaration.getSourceFile().fileName);
  return files.some((file) => file.includes("/node_modules/@pulumi/pulumi/"));
}
