/** Labels of namespaces: everything that isolates a tenant hangs on them. */
import { IS_CONTROLLER, IS_PLATFORM, literal } from "./cel";
import type { Guard } from "./guard";

/** What a tenant's namespace surely has; besides, its tenant-id is in its name. */
const REQUIRED = literal({
  isolation: "namespace",
  "istio-injection": "enabled",
  "pod-security.kubernetes.io/enforce": "restricted",
});

/** Admission and the mesh read these annotations: node selectors, tolerations, egress. */
const GUARDED_ANNOTATIONS = literal("^(scheduler[.]alpha[.]kubernetes[.]io|([-a-z0-9]+[.])*istio[.]io)/");

const annotationsOf = (object: string) => `${object}.metadata.?annotations.orValue({})`;

/** Every guarded annotation of the one is the other's too. */
const keeps = (one: string, other: string) =>
  `${annotationsOf(one)}.all(key, !key.matches(${GUARDED_ANNOTATIONS}) || ` +
  `(key in ${annotationsOf(other)} && ${annotationsOf(other)}[key] == ${annotationsOf(one)}[key]))`;

/** Nobody but the platform makes, changes or removes a namespace of the platform's. */
export const namespaceOwners: Guard = {
  name: "agno-namespace-owners",
  // Labels can be changed by every one of these ways.
  requests: [
    {
      group: "",
      resources: ["namespaces", "namespaces/status", "namespaces/finalize"],
      operations: ["CREATE", "UPDATE", "DELETE"],
    },
  ],
  where: "everywhere",
  onlyIf: {
    ours: 'request.name.startsWith("agno-") || (object != null && object.metadata.name.startsWith("agno-"))',
    // The authorizer is asked last, and only about these.
    stranger: `!${IS_PLATFORM}`,
  },
  rules: [
    {
      holds: `request.operation == "UPDATE" || ${IS_CONTROLLER}`,
      message: "namespaces that begin with agno- are the platform's to make and to remove",
    },
    {
      holds:
        'request.operation != "UPDATE" || ' +
        "object.metadata.?labels.orValue({}) == oldObject.metadata.?labels.orValue({})",
      message: "labels of a namespace of the platform are the platform's",
    },
    {
      holds: `request.operation != "UPDATE" || (${keeps("object", "oldObject")} && ${keeps("oldObject", "object")})`,
      message: "these annotations of a namespace of the platform are the platform's",
    },
  ],
};

/** Holds for the platform too: a namespace that only looks like a tenant's would not be guarded. */
export const namespaceLabels: Guard = {
  name: "agno-namespace-labels",
  requests: [
    {
      group: "",
      resources: ["namespaces", "namespaces/status", "namespaces/finalize"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  where: "everywhere",
  variables: {
    labels: "object.metadata.?labels.orValue({})",
    named: 'object.metadata.name.startsWith("agno-tenant-")',
    labelled: 'variables.labels[?"platform"].orValue("") == "agno-agents"',
    required: REQUIRED,
  },
  rules: [
    {
      holds: "variables.named == variables.labelled",
      message: "the label platform: agno-agents and a name that begins with agno-tenant- belong together",
    },
    {
      holds:
        "!variables.labelled || " +
        '("agno-tenant-" + variables.labels[?"tenant-id"].orValue("") == object.metadata.name && ' +
        'variables.required.all(key, variables.labels[?key].orValue("") == variables.required[key]))',
      message: `the namespace of a tenant has the labels tenant-id (as in its name) and ${REQUIRED}`,
    },
  ],
};
