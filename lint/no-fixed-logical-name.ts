import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from "@typescript-eslint/utils";
import type * as ts from "typescript";
import { isResource } from "./pulumi-type";

/** The logical name of a resource in a component does not begin with text that is fixed in the source. */
export const noFixedLogicalName = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: "problem",
    schema: [],
    messages: {
      fixedName:
        "The logical name {{name}} begins with fixed text, so a second instance of the component fails with a " +
        "duplicate URN. Begin with the parent's name: `${name}-…`.",
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    return {
      NewExpression(node) {
        const [name] = node.arguments;
        if (name === undefined || name.type === AST_NODE_TYPES.SpreadElement || !isResource(services, node)) return;
        const start = startOf(name);
        if (start.type === AST_NODE_TYPES.TemplateLiteral || isFixed(services.getTypeAtLocation(start))) {
          context.report({ node: name, messageId: "fixedName", data: { name: context.sourceCode.getText(name) } });
        }
      },
    };
  },
});

/** The leftmost part of a text: the template itself where it begins with text of its own. */
function startOf(text: TSESTree.Expression): TSESTree.Expression {
  if (text.type === AST_NODE_TYPES.TemplateLiteral) {
    const [expression] = text.expressions;
    return text.quasis[0]?.value.raw === "" && expression !== undefined ? startOf(expression) : text;
  }
  if (text.type === AST_NODE_TYPES.BinaryExpression && text.left.type !== AST_NODE_TYPES.PrivateIdentifier) {
    return startOf(text.left);
  }
  return text;
}

/** Whether the type leaves only texts that are written in the source. */
function isFixed(type: ts.Type): boolean {
  return type.isUnion() ? type.types.every(isFixed) : type.isStringLiteral();
}
