import { AST_NODE_TYPES, ASTUtils, ESLintUtils, type TSESLint, type TSESTree } from "@typescript-eslint/utils";
import { appliesAround } from "./apply-callback";
import { isResource } from "./pulumi-type";

/**
 * No resource is made inside `apply`, not even by a function of the same file that an `apply` calls.
 * Functions of other files are not followed.
 */
export const noResourceInApply = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: "problem",
    schema: [],
    messages: {
      resourceInApply:
        "This resource is made inside apply(): while the value is unknown the preview cannot show it, so nobody can " +
        "review it. Make it outside and give it the Output; whether it exists must depend on plain data only.",
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    return {
      NewExpression(node) {
        if (isResource(services, node) && runsInApply(node, context.sourceCode, new Set())) {
          context.report({ node, messageId: "resourceInApply" });
        }
      },
    };
  },
});

type Variable = TSESLint.Scope.Variable;

function runsInApply(node: TSESTree.Node, sourceCode: Readonly<TSESLint.SourceCode>, seen: Set<Variable>): boolean {
  if (appliesAround(node, sourceCode).length > 0) return true;
  const unseen = functionsAround(node, sourceCode).filter((variable) => !seen.has(variable));
  for (const variable of unseen) seen.add(variable);
  return unseen.some(({ references }) =>
    references.some(({ identifier }) => runsInApply(identifier, sourceCode, seen)),
  );
}

/** The variables that hold the named functions around the node. */
function functionsAround(node: TSESTree.Node, sourceCode: Readonly<TSESLint.SourceCode>): Variable[] {
  return sourceCode.getAncestors(node).flatMap((ancestor) => {
    const isNamedFunction =
      ancestor.type === AST_NODE_TYPES.FunctionDeclaration ||
      (ancestor.type === AST_NODE_TYPES.VariableDeclarator && ASTUtils.isFunction(ancestor.init));
    if (!isNamedFunction) return [];
    // A function declares its parameters too.
    return sourceCode
      .getDeclaredVariables(ancestor)
      .filter(({ identifiers }) => identifiers.some((identifier) => identifier === ancestor.id));
  });
}
