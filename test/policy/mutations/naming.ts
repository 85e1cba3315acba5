import { resource } from "../fixture";
import { type Mutation, kubernetes, plus, set } from "../mutate";
import { AGENT, IN_TENANT } from "./tenant";

export const NAMING: Readonly<Record<string, readonly Mutation[]>> = {
  "names-are-the-platforms": [
    set("cluster", "name", "cluster-1", "cluster-1"),
    set("network", "name", "default", "default"),
    set("account", "accountId", "agno-nodes-northamerica-northeast1", "34 characters"),
    set("gpu", "name", `agno-agents-${"x".repeat(40)}`, "52 characters"),
  ],
  "namespaces-name-their-tenant": [
    set("namespace", "metadata.labels['tenant-id']", "initech", "initech"),
    set("namespace", "metadata.labels['tenant-id']", undefined, "not set"),
  ],
  "costs-have-a-payer": [
    set("namespace", "metadata.labels['cost-centre']", undefined, "not set"),
    set("topic", "labels.tenant", undefined, "not set"),
    set("subscription", "labels", undefined, "not set"),
    set("bucket", "labels['cost-centre']", "", '""'),
    set(AGENT, "spec.template.metadata.labels['tenant-id']", undefined, "not set"),
  ],
  "kinds-are-known": [
    plus(resource("google-native:container/v1:NodePool", "other-package", {}), "google-native:container/v1:NodePool"),
    plus(resource("gcp:compute/instance:Instance", "machine", {}), "gcp:compute/instance:Instance"),
    plus(
      kubernetes("kubernetes:networking.istio.io/v1alpha3:EnvoyFilter", "filter", {
        ...{
          apiVersion: "networking.istio.io/v1alpha3",
          kind: "EnvoyFilter",
          metadata: { name: "filter", ...IN_TENANT },
        },
      }),
      "networking.istio.io/EnvoyFilter",
    ),
    plus(kubernetes("kubernetes:helm.sh/v3:Release", "release", { chart: "nginx" }), "helm.sh/Release"),
    plus(
      kubernetes("kubernetes:core/v1:List", "mixed-list", { items: [{ apiVersion: "v1", kind: "Node" }] }),
      "core/Node",
    ),
  ],
};
