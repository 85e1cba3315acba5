/** What the API server refuses, whoever asks: ValidatingAdmissionPolicies with their bindings. */
import type {
  ValidatingAdmissionPolicyArgs,
  ValidatingAdmissionPolicyBindingArgs,
} from "@pulumi/kubernetes/admissionregistration/v1";

/** One topic of what is refused. */
export interface Guard {
  /** Of the policy and its binding alike. */
  readonly name: string;
  /** Which requests it judges. */
  readonly requests: readonly Requests[];
  /** Only what is in tenants' namespaces, or everything; what is in no namespace is judged in either case. */
  readonly where: "tenants" | "everywhere";
  /** CEL: requests for which one of these does not hold are none of its business. */
  readonly onlyIf?: Readonly<Record<string, string>>;
  /** CEL that rules use as variables.NAME; one may use those above it. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
}

export interface Requests {
  /** "" is the core group. */
  readonly group: string;
  /** "pods", "pods/exec". */
  readonly resources: readonly string[];
  readonly operations: readonly Operation[];
}

export type Operation = "CREATE" | "UPDATE" | "DELETE" | "CONNECT";

/** What must hold. */
export interface Rule {
  /** CEL. */
  readonly holds: string;
  /** What the refused one reads: what is allowed. */
  readonly message: string;
}

/** The label of tenants' namespaces. */
const TENANTS = { matchLabels: { platform: "agno-agents" } } as const;

export function policyOf({ name, requests, where, onlyIf = {}, variables = {}, rules }: Guard) {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: {
      // What cannot be judged is refused.
      failurePolicy: "Fail",
      matchConstraints: {
        // The same object by another version of its API is judged as well.
        matchPolicy: "Equivalent",
        ...(where === "tenants" && { namespaceSelector: TENANTS }),
        resourceRules: requests.map(({ group, resources, operations }) => ({
          apiGroups: [group],
          apiVersions: ["*"],
          resources: [...resources],
          operations: [...operations],
        })),
      },
      ...(Object.keys(onlyIf).length > 0 && { matchConditions: named(onlyIf) }),
      ...(Object.keys(variables).length > 0 && { variables: named(variables) }),
      validations: rules.map(({ holds, message }) => ({ expression: holds, message, reason: "Forbidden" })),
    },
  } satisfies ValidatingAdmissionPolicyArgs;
}

export function bindingOf({ name }: Pick<Guard, "name">) {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: { policyName: name, validationActions: ["Deny"] },
  } satisfies ValidatingAdmissionPolicyBindingArgs;
}

function named(expressions: Readonly<Record<string, string>>) {
  return Object.entries(expressions).map(([name, expression]) => ({ name, expression }));
}
