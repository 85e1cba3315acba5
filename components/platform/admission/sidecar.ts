import { SIDECAR_ANNOTATIONS } from "../../agent/pod-annotations";
import { literal } from "./cel";
import type { Guard } from "./guard";
import { MESH_CONTAINERS, isInjected, podGuard } from "./pods";

/** Of the platform's own choice. */
const ANNOTATIONS: Readonly<Record<string, readonly string[]>> = {
  "sidecar.istio.io/inject": ["true"],
  ...Object.fromEntries(Object.entries(SIDECAR_ANNOTATIONS).map(([key, value]) => [key, [value]])),
};

const LABELS: Readonly<Record<string, readonly string[]>> = {
  "sidecar.istio.io/inject": ["true"],
  "security.istio.io/tlsMode": ["istio"],
};

/** What injection itself writes onto pods, with the mesh's own defaults. */
const INJECTED_ANNOTATIONS: Readonly<Record<string, readonly string[]>> = {
  "sidecar.istio.io/interceptionMode": ["REDIRECT"],
  "traffic.sidecar.istio.io/includeOutboundIPRanges": ["*"],
  "traffic.sidecar.istio.io/excludeOutboundIPRanges": [""],
  "traffic.sidecar.istio.io/includeInboundPorts": ["*"],
  "traffic.sidecar.istio.io/excludeInboundPorts": ["", "15020"],
};

/** Values that only tell something. */
const TOLD_ANNOTATIONS = ["sidecar.istio.io/status", "istio.io/rev"];
const TOLD_LABELS = ["service.istio.io/canonical-name", "service.istio.io/canonical-revision"];

/** Keys that the mesh reads, of labels and annotations: Istio's, its gateways' own, those that choose a pod's networks. */
const READ_BY_MESH = "^((([-a-z0-9]+[.])*istio[.]io|k8s[.]v1[.]cni[.]cncf[.]io|networking[.]gke[.]io)/|istio$)";

/** Istio's user and group of the sidecar: what they send is not captured, as it would come back to it for ever. */
const SIDECAR_ID = 1337;

/** No pod leaves the mesh, changes its sidecar, or has one of its own that only looks like it. */
export const sidecar: Guard = podGuard({
  name: "agno-sidecar",
  variables: {
    allowedAnnotations: `variables.isPod ? ${literal({ ...ANNOTATIONS, ...INJECTED_ANNOTATIONS })} : ${literal(ANNOTATIONS)}`,
    allowedLabels: literal(LABELS),
    // An image may say who it is, and admission does not see it: said must it be here.
    user: idOf("variables.spec", "runAsUser", `${SIDECAR_ID}`),
    group: idOf("variables.spec", "runAsGroup", `${SIDECAR_ID}`),
  },
  rules: [
    {
      holds: allowed("annotations", "allowedAnnotations", TOLD_ANNOTATIONS),
      message: "annotations of the mesh must be the platform's: components/mesh/sidecar.ts says which",
    },
    {
      holds: allowed("labels", "allowedLabels", TOLD_LABELS),
      message: "labels of the mesh must be the platform's: the sidecar is always injected, and speaks mutual TLS",
    },
    {
      // Injection takes a container of that name for the sidecar, with the image that it has.
      holds: `variables.containers.all(c, !(c.name in ${literal(MESH_CONTAINERS)}) || ${isInjected("c")})`,
      message: `containers named ${MESH_CONTAINERS.join(", ")} are the mesh's to add`,
    },
    {
      holds:
        `variables.containers.all(c, ${isInjected("c")} || (` +
        `${idOf("c", "runAsUser", "variables.user")} != ${SIDECAR_ID} && ` +
        `${idOf("c", "runAsGroup", "variables.group")} != ${SIDECAR_ID}))`,
      message: `runAsUser and runAsGroup must be set, and not to ${SIDECAR_ID}, who goes past the sidecar`,
    },
    {
      holds: "!variables.spec.?shareProcessNamespace.orValue(false)",
      message: "containers do not share processes: the sidecar's keys are among them",
    },
  ],
});

function idOf(of: string, id: "runAsUser" | "runAsGroup", otherwise: string): string {
  return `${of}.?securityContext.?${id}.orValue(${otherwise})`;
}

function allowed(what: "labels" | "annotations", list: string, told: readonly string[]): string {
  const [keys, values] = [`variables.${what}`, `variables.${list}`];
  return (
    `${keys}.all(key, !key.matches(${literal(READ_BY_MESH)}) || ` +
    `(key in ${values} && ${keys}[key] in ${values}[key]) || (variables.isPod && key in ${literal(told)}))`
  );
}
