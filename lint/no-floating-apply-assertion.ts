import { AST_NODE_TYPES, ASTUtils, ESLintUtils, TSESLint, type TSESTree } from "@typescript-eslint/utils";
import { appliesAround } from "./apply-callback";

/**
 * No test asserts inside an `apply` that mocha does not wait for.
 *
 * An Output is no promise and swallows what its callback throws, so `await output.apply(…)` and a test that returns
 * one wait for nothing. What makes an assertion count is a call, in the callback, of a function that the code around
 * was given (`done`, or `resolve` of a promise): it stays uncalled when the assertion throws, and the test times out.
 */
export const noFloatingApplyAssertion = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: "problem",
    schema: [],
    messages: {
      floatingAssertion:
        "This assertion can never fail the test: apply() swallows the error, and mocha does not wait for an Output, not " +
        "even one that is awaited or returned. Await a promise that the callback resolves with the value, and assert " +
        "on that; or call the test's done() after the assertion.",
    },
  },
  create(context) {
    const reported = new Set<TSESTree.Node>();
    return {
      "Identifier[name=/^(assert|expect)$/]": (node: TSESTree.Identifier) => {
        for (const apply of appliesAround(node, context.sourceCode)) {
          if (reported.has(apply)) continue;
          if (isFloating(apply, context.sourceCode) && !tellsTheTest(apply, context.sourceCode)) {
            reported.add(apply);
            context.report({ node: apply, messageId: "floatingAssertion" });
          }
        }
      },
    };
  },
});

/** Whether the Output of the `apply` ends here: dropped, or given to somebody who takes it for a promise. */
function isFloating(apply: TSESTree.CallExpression, sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  const { parent } = apply.parent.type === AST_NODE_TYPES.ChainExpression ? apply.parent : apply;
  switch (parent.type) {
    case AST_NODE_TYPES.AwaitExpression:
    case AST_NODE_TYPES.ExpressionStatement:
    case AST_NODE_TYPES.UnaryExpression:
      return true;
    case AST_NODE_TYPES.ArrowFunctionExpression:
      return isGivenToMocha(parent);
    case AST_NODE_TYPES.ReturnStatement:
      return isGivenToMocha(sourceCode.getAncestors(parent).findLast(ASTUtils.isFunction));
    default:
      return false;
  }
}

function isGivenToMocha(node: TSESTree.Node | undefined): boolean {
  return (
    node?.parent?.type === AST_NODE_TYPES.CallExpression &&
    ASTUtils.isIdentifier(node.parent.callee) &&
    ["it", "before", "beforeEach", "after", "afterEach"].includes(node.parent.callee.name)
  );
}

/** Whether the callback calls a parameter of a function around the `apply`. */
function tellsTheTest(apply: TSESTree.CallExpression, sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  const callback = apply.arguments[0];
  const scope = callback && sourceCode.scopeManager?.acquire(callback);
  return (scope?.through ?? []).some(
    ({ identifier, resolved }) =>
      resolved?.defs.some(({ type }) => type === TSESLint.Scope.DefinitionType.Parameter) === true &&
      identifier.parent.type === AST_NODE_TYPES.CallExpression &&
      identifier.parent.callee === identifier,
  );
}
