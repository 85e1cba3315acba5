import assert from "node:assert/strict";
import { NetworkPolicies, type Party, inWords } from "../../proofs/flows";
import { policy, tenantNamespace } from "./manifests";

const a: Party = { name: "a", namespace: "a", range: "10.0.0.0/12" };
const b: Party = { name: "b", namespace: "b", range: "10.0.0.0/12" };
const outside: Party = { name: "outside", range: "203.0.113.0/24" };
const gateway: Party = {
  name: "gateway",
  namespace: "edge",
  labels: { istio: "ingressgateway" },
  range: "10.0.0.0/12",
};

const denyAll = (namespace: string) => policy(namespace, "deny", { policyTypes: ["Ingress", "Egress"] });
const named = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const EVERYTHING = ["TCP 1-65535", "UDP 1-65535", "SCTP 1-65535"];

/** Whom the policies let through, beside what a person expects. */
const table: readonly (readonly [string, readonly ReturnType<typeof policy>[], Party, Party, readonly string[]])[] = [
  ["no policy at all", [], a, b, EVERYTHING],
  ["a target that denies", [denyAll("b")], a, b, []],
  ["a source that denies", [denyAll("a")], a, b, []],
  ["a policy of another namespace", [denyAll("c")], a, b, EVERYTHING],
  [
    "a policy for some pods only, which a tenant need not make",
    [policy("b", "some", { podSelector: { matchLabels: { app: "x" } }, policyTypes: ["Ingress"] })],
    a,
    b,
    EVERYTHING,
  ],
  [
    "a target that allows the source's namespace on a port",
    [
      denyAll("b"),
      policy("b", "allow", {
        policyTypes: ["Ingress"],
        ingress: [{ from: [named("a")], ports: [{ protocol: "TCP", port: 8000 }] }],
      }),
    ],
    a,
    b,
    ["TCP 8000"],
  ],
  [
    "only one end that allows",
    [denyAll("a"), denyAll("b"), policy("b", "allow", { policyTypes: ["Ingress"], ingress: [{ from: [named("a")] }] })],
    a,
    b,
    [],
  ],
  [
    "both ends, on ports that overlap",
    [
      denyAll("a"),
      denyAll("b"),
      policy("a", "out", {
        policyTypes: ["Egress"],
        egress: [{ to: [named("b")], ports: [{ protocol: "TCP", port: 8000, endPort: 8010 }] }],
      }),
      policy("b", "in", {
        policyTypes: ["Ingress"],
        ingress: [{ from: [named("a")], ports: [{ protocol: "TCP", port: 8005, endPort: 9000 }] }],
      }),
    ],
    a,
    b,
    ["TCP 8005-8010"],
  ],
  [
    "pods of the same labels in the own namespace only",
    [
      denyAll("b"),
      policy("b", "allow", {
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: "x" } } }] }],
      }),
    ],
    a,
    b,
    [],
  ],
  [
    "every namespace that carries a label",
    [
      denyAll("b"),
      policy("b", "allow", {
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { "tenant-id": "a" } } }] }],
      }),
    ],
    a,
    b,
    EVERYTHING,
  ],
  [
    "a rule without peers",
    [denyAll("b"), policy("b", "allow", { policyTypes: ["Ingress"], ingress: [{}] })],
    a,
    b,
    EVERYTHING,
  ],
  [
    "the reference's hole: 443 to anywhere",
    [
      denyAll("a"),
      policy("a", "allow", { policyTypes: ["Egress"], egress: [{ to: [], ports: [{ protocol: "TCP", port: 443 }] }] }),
    ],
    a,
    b,
    ["TCP 443"],
  ],
  [
    "addresses that hold the pods' own",
    [
      denyAll("a"),
      policy("a", "allow", { policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] }),
    ],
    a,
    b,
    EVERYTHING,
  ],
  [
    "addresses except the private ones",
    [
      denyAll("a"),
      policy("a", "allow", {
        policyTypes: ["Egress"],
        egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }] }],
      }),
    ],
    a,
    b,
    [],
  ],
  [
    "the same towards the outside",
    [
      denyAll("a"),
      policy("a", "allow", {
        policyTypes: ["Egress"],
        egress: [
          { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ protocol: "TCP", port: 443 }] },
        ],
      }),
    ],
    a,
    outside,
    ["TCP 443"],
  ],
  [
    "an exception that is only a part",
    [
      denyAll("a"),
      policy("a", "allow", {
        policyTypes: ["Egress"],
        egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/16"] } }] }],
      }),
    ],
    a,
    b,
    EVERYTHING,
  ],
  [
    "a pod of known labels",
    [
      denyAll("b"),
      policy("b", "allow", {
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: [{ ...named("edge"), podSelector: { matchLabels: { istio: "ingressgateway" } } }],
            ports: [{ protocol: "TCP", port: 8000 }],
          },
        ],
      }),
    ],
    gateway,
    b,
    ["TCP 8000"],
  ],
  [
    "a pod of other labels",
    [
      denyAll("b"),
      policy("b", "allow", {
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ ...named("edge"), podSelector: { matchLabels: { istio: "other" } } }] }],
      }),
    ],
    gateway,
    b,
    [],
  ],
  [
    "a port by its name, which the pod may give to any",
    [
      denyAll("b"),
      policy("b", "allow", { policyTypes: ["Ingress"], ingress: [{ from: [named("a")], ports: [{ port: "http" }] }] }),
    ],
    a,
    b,
    ["TCP 1-65535"],
  ],
];

describe("flows", () => {
  for (const [what, policies, from, to, expected] of table) {
    it(`between two pods with ${what}`, () => {
      const objects = [tenantNamespace("a"), tenantNamespace("b"), ...policies];
      assert.deepEqual(new NetworkPolicies(objects).between(from, to).map(inWords), expected);
    });
  }
});
