import { AST_NODE_TYPES, type TSESLint, type TSESTree } from "@typescript-eslint/utils";

/** A class, declared or written as an expression. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** The innermost class around the node. */
export function classAround(node: TSESTree.Node, sourceCode: Readonly<TSESLint.SourceCode>): ClassNode | undefined {
  return sourceCode.getAncestors(node).findLast(isClass);
}

function isClass(node: TSESTree.Node): node is ClassNode {
  return node.type === AST_NODE_TYPES.ClassDeclaration || node.type === AST_NODE_TYPES.ClassExpression;
}
