import {
  AST_NODE_TYPES,
  ASTUtils,
  ESLintUtils,
  type ParserServicesWithTypeInformation,
  type TSESTree,
} from "@typescript-eslint/utils";
import { derivesFrom, isResource } from "./pulumi-type";

/** A resource in a component names its parent in its options. Options that are not written in place are trusted. */
export const requireParent = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: "problem",
    schema: [],
    messages: {
      noOptions:
        "This resource has no options, so it becomes a child of the stack: its component neither shows it nor hands " +
        "down providers and aliases. Pass { parent } as the last argument.",
      noParent:
        "The options of this resource name no parent, so it becomes a child of the stack: its component neither shows " +
        "it nor hands down providers and aliases. Add `parent` to them.",
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    return {
      NewExpression(node) {
        if (!isResource(services, node) || node.arguments.some(isSpread)) return;
        const options = node.arguments[positionOfOptions(services, node)];
        if (options === undefined) {
          context.report({ node, messageId: "noOptions" });
        } else if (options.type === AST_NODE_TYPES.ObjectExpression && !options.properties.some(mayGiveParent)) {
          context.report({ node: options, messageId: "noParent" });
        }
      },
    };
  },
});

/** Options come third, after name and arguments, unless the constructor says otherwise, as one without arguments does. */
function positionOfOptions(services: ParserServicesWithTypeInformation, node: TSESTree.NewExpression): number {
  const checker = services.program.getTypeChecker();
  const parameters = checker.getResolvedSignature(services.esTreeNodeToTSNodeMap.get(node))?.getParameters() ?? [];
  const position = parameters.findIndex((parameter) =>
    derivesFrom("ResourceOptions", checker.getTypeOfSymbol(parameter), checker),
  );
  return position === -1 ? 2 : position;
}

function isSpread(node: TSESTree.Node): node is TSESTree.SpreadElement {
  return node.type === AST_NODE_TYPES.SpreadElement;
}

function mayGiveParent(property: TSESTree.ObjectLiteralElement): boolean {
  return isSpread(property) || ASTUtils.getPropertyName(property) === "parent";
}
