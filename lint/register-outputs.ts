import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from "@typescript-eslint/utils";
import { classAround, type ClassNode } from "./class-around";
import { isComponentResource } from "./pulumi-type";

/** The constructor of a component registers its outputs, and there is at least one. */
export const registerOutputs = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: "problem",
    schema: [],
    messages: {
      notRegistered:
        "The constructor of this component never calls this.registerOutputs(), so the engine does not know when the " +
        "component is complete and its outputs are in no state file. Call it last, with every public Output.",
      noOutputs:
        "This registers no outputs, so the component is empty in the state file and in the preview. Name every public " +
        "Output: this.registerOutputs({ subnetworkId: this.subnetworkId }).",
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const calls = new Map<ClassNode | undefined, TSESTree.CallExpression>();
    const check = (node: ClassNode) => {
      if (node.abstract || node.superClass === null || !isComponentResource(services, node.superClass)) return;
      const call = calls.get(node);
      if (call === undefined) {
        context.report({ node: node.id ?? node.superClass, messageId: "notRegistered" });
      } else if (!call.arguments.some(namesOutput)) {
        context.report({ node: call, messageId: "noOutputs" });
      }
    };
    return {
      [CALL_IN_CONSTRUCTOR]: (node: TSESTree.CallExpression) => calls.set(classAround(node, context.sourceCode), node),
      "ClassDeclaration:exit": check,
      "ClassExpression:exit": check,
    };
  },
});

const CALL_IN_CONSTRUCTOR =
  "MethodDefinition[kind='constructor'] CallExpression" +
  "[callee.object.type='ThisExpression'][callee.property.name='registerOutputs']";

/** What is not an object written in place is trusted. */
function namesOutput(argument: TSESTree.CallExpressionArgument): boolean {
  return argument.type !== AST_NODE_TYPES.ObjectExpression || argument.properties.length > 0;
}
