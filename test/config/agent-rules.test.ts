import assert from "node:assert/strict";
import { DIGEST, fileWithTenants, load, problemsOf } from "./load-text";

/** A file with a tenant of one agent, whose settings stand at 6:46. */
function fileWithAgent(settings: string, tenant = "", regions?: string, others?: string): string {
  return fileWithTenants(`globex: { agents: { support: { modelName: m, ${settings} } }${tenant} }`, regions, others);
}

const SUPPORT = "agno:tenants.globex.agents.support";

describe("rules of an agent", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "no image at all",
      fileWithAgent("spot: true").replace(/ {2}agno:agentImage.*\n/, ""),
      [
        `Pulumi.test.yaml:5:25 ${SUPPORT}.image: is missing; name the agent's image with its digest, or agno:agentImage for all agents`,
      ],
    ],
    [
      "a canary of the image that runs",
      fileWithAgent(`canary: { image: "registry.example/agent@${DIGEST}" }`),
      [
        `Pulumi.test.yaml:6:67 ${SUPPORT}.canary.image: is the image that runs already; allowed is that of the new version`,
      ],
    ],
    [
      "requests above limits, of which one is a default",
      fileWithAgent("resources: { requests: { cpu: 501m, memory: 2Gi }, limits: { memory: 1.5Gi } }"),
      [
        `Pulumi.test.yaml:6:80 ${SUPPORT}.resources.requests.cpu: cpu request 501m is more than the limit 500m; lower the request or raise the limit`,
        `Pulumi.test.yaml:6:94 ${SUPPORT}.resources.requests.memory: memory request 2Gi is more than the limit 1.5Gi; lower the request or raise the limit`,
      ],
    ],
    [
      "more than the tenant's limit range allows",
      fileWithAgent("resources: { limits: { cpu: 2.5, memory: 4097Mi } }"),
      [
        `Pulumi.test.yaml:6:78 ${SUPPORT}.resources.limits.cpu: cpu limit 2.5 is more than a container of the tenant may have, 2; lower it or raise quota.containerCpu`,
        `Pulumi.test.yaml:6:91 ${SUPPORT}.resources.limits.memory: memory limit 4097Mi is more than a container of the tenant may have, 4Gi; lower it or raise quota.containerMemory`,
      ],
    ],
    [
      "more than the smallest containers that the mesh allows",
      fileWithAgent("resources: { limits: { cpu: 501m } }", ", quota: { containerCpu: 500m }"),
      [
        `Pulumi.test.yaml:6:78 ${SUPPORT}.resources.limits.cpu: cpu limit 501m is more than a container of the tenant may have, 500m; lower it or raise quota.containerCpu`,
      ],
    ],
    [
      "less than the limit range allows",
      fileWithAgent("resources: { requests: { cpu: 49m, memory: 63Mi } }"),
      [
        `Pulumi.test.yaml:6:80 ${SUPPORT}.resources.requests.cpu: cpu request 49m is less than a container must ask for; allowed is at least 50m`,
        `Pulumi.test.yaml:6:93 ${SUPPORT}.resources.requests.memory: memory request 63Mi is less than a container must ask for; allowed is at least 64Mi`,
      ],
    ],
    [
      "a tenant's containers too small for the default, told once for all its agents",
      fileWithTenants(
        "globex: { quota: { containerMemory: 512Mi }, agents: { a: { modelName: m }, b: { modelName: m } } }",
      ),
      [
        "Pulumi.test.yaml:6:41 agno:tenants.globex.quota.containerMemory: memory limit 1Gi is more than a container of the tenant may have, 512Mi; lower it or raise quota.containerMemory",
      ],
    ],
    [
      "more replicas at least than at most",
      fileWithAgent("scaling: { minReplicas: 3, maxReplicas: 2 }"),
      [
        `Pulumi.test.yaml:6:74 ${SUPPORT}.scaling.minReplicas: minReplicas 3 is more than maxReplicas 2; lower the one or raise the other`,
      ],
    ],
    [
      "a ceiling below the default minimum",
      fileWithAgent("scaling: { maxReplicas: 1 }"),
      [
        `Pulumi.test.yaml:6:74 ${SUPPORT}.scaling.maxReplicas: minReplicas 2 is more than maxReplicas 1; lower the one or raise the other`,
      ],
    ],
    [
      "a metric twice",
      fileWithAgent(
        "scaling: { customMetrics: [{ name: agno_pending_requests, target: 9 }, { name: agno_pending_requests, target: 5 }] }",
      ),
      [
        `Pulumi.test.yaml:6:129 ${SUPPORT}.scaling.customMetrics.1.name: "agno_pending_requests" stands twice; remove one of the two`,
      ],
    ],
    [
      "a tool twice",
      fileWithAgent("tools: [search, search]"),
      [`Pulumi.test.yaml:6:66 ${SUPPORT}.tools.1: "search" stands twice; remove one of the two`],
    ],
    [
      "a pool that is not there",
      fileWithAgent("pool: memry"),
      [
        `Pulumi.test.yaml:6:56 ${SUPPORT}.pool: "memry" is no node pool for agents in us-east1; allowed is one of cpu, gpu, memory; did you mean "memory"?`,
      ],
    ],
    [
      "the cluster's own pool",
      fileWithAgent("pool: system"),
      [
        `Pulumi.test.yaml:6:56 ${SUPPORT}.pool: "system" is no node pool for agents in us-east1; allowed is one of cpu, gpu, memory`,
      ],
    ],
    [
      "a pool that one of its regions does without",
      fileWithAgent(
        "spot: false",
        "",
        "us-east1: { slot: 0 }\n    us-west1: { slot: 1, pools: { cpu: { min: 0, max: 0 } } }",
      ),
      [`Pulumi.test.yaml:6:25 ${SUPPORT}: "cpu" is no node pool for agents in us-west1; allowed is one of gpu, memory`],
    ],
    [
      "a pool for which a region has no machines",
      fileWithAgent("pool: gpu", ", quota: { gpus: 9 }", "us-east1: { slot: 0 }\n    europe-north1: { slot: 1 }"),
      [
        `Pulumi.test.yaml:6:56 ${SUPPORT}.pool: "gpu" is not there in europe-north1: no zone of europe-north1 offers nvidia-tesla-t4 with n1-standard-4; choose another pool, or confine the tenant to other regions by residency`,
      ],
    ],
    [
      "a pool that keeps others off",
      fileWithAgent(
        "pool: batch",
        "",
        undefined,
        '  agno:pools: { batch: { max: 9, taints: { "acme.example/batch": "true:NoSchedule" } } }\n',
      ),
      [
        `Pulumi.test.yaml:6:56 ${SUPPORT}.pool: pool batch keeps agents off by its taint acme.example/batch; choose a pool without taints`,
      ],
    ],
    [
      "a pool with GPUs in one of its regions only",
      fileWithAgent(
        "pool: gpu",
        ", quota: { gpus: 9 }",
        "us-east1: { slot: 0 }\n    us-west1: { slot: 1, pools: { gpu: { gpus: 0 } } }",
      ),
      [
        `Pulumi.test.yaml:6:56 ${SUPPORT}.pool: pool gpu has 0 GPUs in us-west1, and others in another region; give it the same gpus everywhere, or confine the tenant by residency`,
      ],
    ],
    [
      "a replica that no node of its pool has room for",
      fileWithAgent(
        "resources: { requests: { cpu: 3.48 }, limits: { cpu: 4 } }",
        ", quota: { cpu: 40, cpuLimit: 80, containerCpu: 4 }",
      ),
      [
        `Pulumi.test.yaml:6:63 ${SUPPORT}.resources.requests: a replica with its sidecar needs cpu 3.53, and n1-standard-4 of pool cpu has 3.52 for it; lower its request or choose a pool of larger machines`,
      ],
    ],
    [
      "a replica whose memory no node of its pool has room for",
      fileWithAgent(
        "resources: { requests: { memory: 12Gi }, limits: { memory: 12Gi } }",
        ", quota: { memory: 40Gi, memoryLimit: 80Gi, containerMemory: 12Gi }",
      ),
      [
        `Pulumi.test.yaml:6:63 ${SUPPORT}.resources.requests: a replica with its sidecar needs memory 12.13Gi, and n1-standard-4 of pool cpu has 11.82Gi for it; lower its request or choose a pool of larger machines`,
      ],
    ],
    [
      "GPUs that the tenant may not use",
      fileWithAgent("pool: gpu"),
      [
        `Pulumi.test.yaml:6:56 ${SUPPORT}.pool: pool gpu has GPUs, of which the tenant may use none; choose another pool, or allow some by quota.gpus: minReplicas 2 and a rollout need 3`,
      ],
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(problemsOf(text), expected);
    });
  }

  it("allow a replica that just fits its node", () => {
    const resources = "resources: { requests: { cpu: 3.47 }, limits: { cpu: 4 } }";
    assert.doesNotThrow(() => load(fileWithAgent(resources, ", quota: { cpu: 40, cpuLimit: 80, containerCpu: 4 }")));
  });

  it("ask nothing of pools in regions that its tenant is not in", () => {
    const regions = "us-east1: { slot: 0 }\n    europe-north1: { slot: 1 }";
    const text = fileWithAgent("pool: gpu", ", quota: { gpus: 9 }, residency: [us-east1]", regions);
    assert.deepEqual(load(text).tenants[0]?.agents[0]?.gpus, 1);
  });

  it("ask only for a pool's name where the nodes are somebody else's", () => {
    const large = "resources: { requests: { cpu: 9 }, limits: { cpu: 9 } }";
    const settings = [`pool: cpu, ${large}`, ", quota: { cpu: 90, cpuLimit: 90, containerCpu: 9 }"] as const;
    const local = (...[agent, tenant]: readonly [string, string]) =>
      fileWithAgent(agent, tenant, "europe-north1: { slot: 1 }", "  agno:clusters: kubeconfig\n");
    assert.doesNotThrow(() => load(local(...settings)));
    assert.doesNotThrow(() => load(local("pool: gpu", ", quota: { gpus: 3 }")));
    assert.deepEqual(problemsOf(local("pool: gup", "")), [
      `Pulumi.test.yaml:6:56 ${SUPPORT}.pool: "gup" is no node pool for agents in europe-north1; allowed is one of cpu, gpu, memory`,
    ]);
  });

  it("let a taint that only asks to be avoided pass", () => {
    const pools = '  agno:pools: { batch: { max: 9, taints: { "acme.example/batch": "true:PreferNoSchedule" } } }\n';
    assert.doesNotThrow(() => load(fileWithAgent("pool: batch", "", undefined, pools)));
  });
});
