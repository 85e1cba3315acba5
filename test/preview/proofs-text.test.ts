import assert from "node:assert/strict";
import colors from "picocolors";
import { proofSections } from "../../preview/proofs-text";
import type { Proofs } from "../../proofs/prove";

const GI = 2 ** 30;
const page = { width: 100, colors: colors.createColors(false) };
const everyPort = (["TCP", "UDP", "SCTP"] as const).map((protocol) => ({ protocol, from: 1, to: 65_535 }));

const proofs: Proofs = {
  quota: {
    regions: [
      {
        region: "us-central1",
        promised: [
          { resource: "cpu", used: 10, available: 40 },
          { resource: "memory", used: 20 * GI, available: 1000 * GI },
          { resource: "nvidia.com/gpu", used: 0, available: 4 },
        ],
        namespaces: [
          {
            namespace: "agno-tenant-globex",
            replicas: 19,
            uses: [
              { resource: "requests.cpu", used: 3, available: 10 },
              { resource: "limits.cpu", used: 20, available: 20 },
              { resource: "pods", used: 20, available: 50 },
            ],
          },
        ],
        placement: { nodesUsed: 5, nodes: 170, homeless: [] },
      },
    ],
    losses: [{ region: "us-central1", namespace: "agno-tenant-globex", before: 57, after: 38, required: 0 }],
    violations: [],
  },
  traffic: {
    hosts: [
      { host: "agents.acme.example", shares: { "us-central1": 0.5, "us-east1": 0.5 } },
      { host: "globex.agents.acme.example", shares: { "us-central1": 0.5, "us-east1": 0.5 } },
      { host: "initech.agents.acme.example", shares: { "us-east1": 1 } },
    ],
    losses: [
      {
        region: "us-central1",
        namespace: "agno-tenant-globex",
        shares: { "us-east1": 1 },
        carried: 2 / 3,
        required: 0,
      },
      { region: "us-east1", namespace: "agno-tenant-initech", shares: {}, carried: 0, required: 0 },
    ],
    violations: [],
  },
  isolation: {
    regions: [
      {
        region: "us-central1",
        pairs: 2,
        crossing: [],
        allowed: [
          { from: "agno-tenant-globex", to: "agno-tenant-globex", ports: everyPort },
          { from: "agno-tenant-initech", to: "agno-tenant-initech", ports: everyPort },
          { from: "gateway", to: "agno-tenant-globex", ports: [{ protocol: "TCP", from: 8000, to: 8000 }] },
          { from: "agno-tenant-globex", to: "kube-dns", ports: [{ protocol: "UDP", from: 53, to: 53 }] },
        ],
      },
    ],
    violations: [],
  },
  permissions: [
    {
      region: "us-central1",
      permissions: [
        { subject: "Group people@acme.example", namespace: "n", resource: "pods", verbs: ["delete", "get"] },
        { subject: "Group people@acme.example", namespace: "n", resource: "secrets", verbs: ["get", "list"] },
        { subject: "ServiceAccount a/b", namespace: "*", resource: "nodes", verbs: ["get"] },
      ],
    },
  ],
};

describe("the proofs for people", () => {
  it("say what is promised, what is fullest, and what a lost region leaves", () => {
    assert.deepEqual(proofSections(proofs, page)[0]?.split("\n"), [
      "Tenants in us-central1, at their ceilings",
      "  tenant  replicas  pods  what is fullest of its quota",
      "  globex  19        20    limits.cpu 20 of 20",
      "  promised of what the pools hold at most: cpu 10 of 40, memory 20Gi of 1000Gi",
      "  20 pods of tenants, rollouts included, and the platform's need 5 of 170 nodes",
      "  without us-central1: globex keeps 38 of 57 replicas",
    ]);
  });

  it("say what a lost region must leave, where somebody has said so", () => {
    const losses = proofs.quota.losses.map((loss) => ({ ...loss, required: 0.66 }));
    const [section] = proofSections({ ...proofs, quota: { ...proofs.quota, losses } }, page);
    assert.equal(section?.split("\n").at(-1), "  without us-central1: globex keeps 38 of 57 replicas (at least 66 %)");
  });

  it("say where traffic goes, and where it would, hosts and tenants with the same fate together", () => {
    assert.deepEqual(proofSections(proofs, page)[1]?.split("\n"), [
      "Traffic from outside",
      "  agents.acme.example, globex.agents.acme.example: us-central1 50 %, us-east1 50 %",
      "  initech.agents.acme.example: us-east1 100 %",
      "  without us-central1: us-east1 100 %; they carry 66.67 % of what all carry together (globex)",
      "  without us-east1: nobody answers (initech)",
      "  a region that fails is left within about 125 s",
    ]);
  });

  it("say who reaches whom, tenants with the same flow together", () => {
    assert.deepEqual(proofSections(proofs, page)[2]?.split("\n"), [
      "Who reaches whom in us-central1, by network policies",
      "  2 pairs of tenants: 0 flows between them",
      "  itself: every port (globex, initech)",
      "  from gateway: TCP 8000 (globex)",
      "  to kube-dns: UDP 53 (globex)",
    ]);
  });

  it("say what people may change", () => {
    assert.deepEqual(proofSections(proofs, page)[3]?.split("\n"), [
      "Who may do what",
      "  people@acme.example in n: may change pods; may read 2 kinds",
    ]);
  });

  it("end with what does not hold, and with nothing where all does", () => {
    assert.equal(proofSections(proofs, page)[4], "");
    const broken = { ...proofs, isolation: { ...proofs.isolation, violations: ["us-central1: a reaches b"] } };
    assert.equal(proofSections(broken, page)[4], "Does not hold: us-central1: a reaches b");
  });

  it("are silent where there are no tenants", () => {
    const regions = proofs.quota.regions.map((region) => ({ ...region, namespaces: [] }));
    assert.deepEqual(proofSections({ ...proofs, quota: { ...proofs.quota, regions } }, page), []);
  });
});
