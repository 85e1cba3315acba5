import type { TSESLint } from "@typescript-eslint/utils";
import { componentType } from "./component-type";
import { noFixedLogicalName } from "./no-fixed-logical-name";
import { noFloatingApplyAssertion } from "./no-floating-apply-assertion";
import { noResourceInApply } from "./no-resource-in-apply";
import { registerOutputs } from "./register-outputs";
import { requireParent } from "./require-parent";

/** The project's own rules, for what Pulumi programs get wrong without anybody noticing. */
export const plugin = {
  meta: { name: "agno" },
  rules: {
    "component-type": componentType,
    "no-fixed-logical-name": noFixedLogicalName,
    "no-floating-apply-assertion": noFloatingApplyAssertion,
    "no-resource-in-apply": noResourceInApply,
    "register-outputs": registerOutputs,
    "require-parent": requireParent,
  },
} satisfies TSESLint.FlatConfig.Plugin;
