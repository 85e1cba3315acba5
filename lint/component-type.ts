import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from "@typescript-eslint/utils";
import { basename, dirname } from "node:path";
import { classAround } from "./class-around";
import { isComponentResource } from "./pulumi-type";

/** The type of a component says where its class is: `agno:<folder>:<class>`. Abstract classes have no type. */
export const componentType = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: "problem",
    schema: [],
    messages: {
      wrongType:
        "The type of this component is {{actual}}, so a reader of the state cannot find its class. " +
        'Write "{{expected}}", and alias the old type if it is deployed.',
      impossibleType:
        '"{{expected}}" cannot be the type of this component: a type is agno:<folder>:<Class> in letters only. ' +
        "Rename the folder (lower-case letters) or the class (letters, the first a capital).",
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const folder = basename(dirname(context.filename));
    return {
      "CallExpression[callee.type='Super']": (node: TSESTree.CallExpression) => {
        const component = classAround(node, context.sourceCode);
        if (!component?.superClass || component.abstract) return;
        if (!isComponentResource(services, component.superClass)) return;
        const expected = `agno:${folder}:${component.id?.name ?? ""}`;
        const type = node.arguments[0];
        if (!/^agno:[a-z]+:[A-Z][A-Za-z]+$/.test(expected)) {
          context.report({ node: component.id ?? component, messageId: "impossibleType", data: { expected } });
        } else if (type?.type !== AST_NODE_TYPES.Literal || type.value !== expected) {
          const actual = type === undefined ? "missing" : context.sourceCode.getText(type);
          context.report({ node: type ?? node, messageId: "wrongType", data: { actual, expected } });
        }
      },
    };
  },
});
