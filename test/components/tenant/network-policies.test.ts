import assert from "node:assert/strict";
import { networkPoliciesOf } from "../../../components/tenant/network-policies";
import { GLOBEX, INITECH } from "./tenants";

const namespace = "agno-tenant-globex";

/** What the policies say beside what they all have in common. */
function rulesOf(policy: ReturnType<typeof networkPoliciesOf>[number]) {
  const { podSelector, policyTypes, ...rules } = policy.spec;
  assert.deepEqual([podSelector, policyTypes], [{}, ["Ingress", "Egress"]]);
  assert.equal(policy.metadata.namespace, namespace);
  return { name: policy.metadata.name, ...rules };
}

const named = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const pods = (name: string, matchLabels: Readonly<Record<string, string>>) => ({
  ...named(name),
  podSelector: { matchLabels },
});
const tcp = (port: number) => ({ protocol: "TCP", port });

describe("a tenant's network policies", () => {
  const denied = { name: "tenant-globex-default-deny" };
  const intraTenant = {
    name: "tenant-globex-allow-intra-tenant",
    ingress: [{ from: [named(namespace)] }],
    egress: [{ to: [named(namespace)] }],
  };
  const gateway = { from: [pods("agno-system", { istio: "ingressgateway" })], ports: [tcp(8000)] };
  const dns = {
    to: [
      pods("kube-system", { "k8s-app": "kube-dns" }),
      pods("kube-system", { "k8s-app": "node-local-dns" }),
      { ipBlock: { cidr: "169.254.20.10/32" } },
    ],
    ports: [{ protocol: "UDP", port: 53 }, tcp(53)],
  };
  const istiod = { to: [pods("istio-system", { app: "istiod" })], ports: [tcp(15012)] };

  it("name at Google whom they allow: itself, the platform, Google's own; the outside only by name", () => {
    assert.deepEqual(networkPoliciesOf(GLOBEX, "google").map(rulesOf), [
      denied,
      intraTenant,
      {
        name: "tenant-globex-allow-platform",
        ingress: [gateway, { from: [named("gmp-system")], ports: [tcp(15020)] }],
        egress: [
          dns,
          istiod,
          { to: [{ ipBlock: { cidr: "169.254.169.254/32" } }], ports: [tcp(80), tcp(8080)] },
          { to: [{ ipBlock: { cidr: "169.254.169.252/32" } }], ports: [tcp(987), tcp(988)] },
          { to: [{ ipBlock: { cidr: "199.36.153.8/30" } }], ports: [tcp(443)] },
        ],
      },
    ]);
  });

  it("know nothing of Google elsewhere, and allow the outside by address", () => {
    const [first, second, platform, outside, ...more] = networkPoliciesOf(GLOBEX, "kubeconfig").map(rulesOf);
    assert.deepEqual([first, second, more], [denied, intraTenant, []]);
    assert.deepEqual(platform, { name: "tenant-globex-allow-platform", ingress: [gateway], egress: [dns, istiod] });
    assert.deepEqual(outside, {
      name: "tenant-globex-allow-outside",
      egress: [
        {
          to: [
            {
              ipBlock: {
                cidr: "0.0.0.0/0",
                except: [
                  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
                  ...["192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"],
                  ...["198.51.100.0/24", "199.36.153.4/30", "199.36.153.8/30", "203.0.113.0/24"],
                  ...["224.0.0.0/4", "240.0.0.0/4"],
                ],
              },
            },
          ],
          ports: [tcp(443)],
        },
      ],
    });
  });

  it("allow nothing of the outside to a tenant that names no host there", () => {
    const names = networkPoliciesOf(INITECH, "kubeconfig").map(({ metadata }) => metadata.name);
    assert.deepEqual(names, [
      "tenant-initech-default-deny",
      "tenant-initech-allow-intra-tenant",
      "tenant-initech-allow-platform",
    ]);
  });
});
