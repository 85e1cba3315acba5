import { AST_NODE_TYPES, ASTUtils, type TSESLint, type TSESTree } from "@typescript-eslint/utils";

/** The `.apply(...)` calls in whose callback the node lies. */
export function appliesAround(
  node: TSESTree.Node,
  sourceCode: Readonly<TSESLint.SourceCode>,
): TSESTree.CallExpression[] {
  return [...sourceCode.getAncestors(node), node].flatMap((around) => {
    const call = around.parent;
    const isCallback = mayBeFunction(around) && isApply(call) && call.arguments[0] === around;
    return isCallback ? [call] : [];
  });
}

function isApply(node: TSESTree.Node | undefined): node is TSESTree.CallExpression {
  return (
    node?.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    ASTUtils.getPropertyName(node.callee) === "apply"
  );
}

/** A function or its name. `apply(create)` and `apply(assert.ok)` run what they name, `apply(create())` does not. */
function mayBeFunction(node: TSESTree.Node): boolean {
  return (
    ASTUtils.isFunction(node) ||
    node.type === AST_NODE_TYPES.Identifier ||
    node.type === AST_NODE_TYPES.MemberExpression
  );
}
