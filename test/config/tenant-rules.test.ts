import assert from "node:assert/strict";
import { fileWithTenants, load, problemsOf, stackFile } from "./load-text";

describe("rules of a tenant", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "no domain",
      stackFile("us-east1: { slot: 0 }", "  agno:tenants:\n    globex: {}\n"),
      [
        "Pulumi.test.yaml:1:1 agno:domain: is missing; tenants' agents are reached at agents.DOMAIN: allowed is a DNS name of yours",
      ],
    ],
    [
      "residency in a region that the environment does not have",
      fileWithTenants("globex: { residency: [us-east1, us-east4] }"),
      [
        'Pulumi.test.yaml:6:37 agno:tenants.globex.residency.1: "us-east4" is no region of this environment; allowed is one of us-east1; did you mean "us-east1"?',
      ],
    ],
    [
      "the same region twice",
      fileWithTenants("globex: { residency: [us-east1, us-east1] }"),
      ['Pulumi.test.yaml:6:37 agno:tenants.globex.residency.1: "us-east1" stands twice; remove one of the two'],
    ],
    [
      "the same model host twice",
      fileWithTenants("globex: { modelHosts: [api.openai.com, api.anthropic.com, api.openai.com] }"),
      ['Pulumi.test.yaml:6:63 agno:tenants.globex.modelHosts.2: "api.openai.com" stands twice; remove one of the two'],
    ],
    [
      "a priority above the tenant's ceiling",
      fileWithTenants("globex: { priority: critical }"),
      [
        "Pulumi.test.yaml:6:25 agno:tenants.globex.priority: priority critical is above the tenant's maxPriority high; lower it or raise maxPriority",
      ],
    ],
    [
      "a ceiling below the default priority",
      fileWithTenants("globex: { maxPriority: low }"),
      [
        "Pulumi.test.yaml:6:28 agno:tenants.globex.maxPriority: priority normal is above the tenant's maxPriority low; lower it or raise maxPriority",
      ],
    ],
    [
      "an agent's priority above the tenant's ceiling",
      fileWithTenants("globex: { agents: { support: { modelName: m, priority: critical } } }"),
      [
        "Pulumi.test.yaml:6:60 agno:tenants.globex.agents.support.priority: priority critical is above the tenant's maxPriority high; lower it or raise maxPriority",
      ],
    ],
    [
      "more CPUs to reserve than to use",
      fileWithTenants("globex: { quota: { cpu: 30 } }"),
      [
        "Pulumi.test.yaml:6:29 agno:tenants.globex.quota.cpu: cpu 30 is more than cpuLimit 20; lower cpu or raise cpuLimit",
      ],
    ],
    [
      "less memory and disk to use than to reserve",
      fileWithTenants("globex: { quota: { memoryLimit: 10Gi, ephemeralStorageLimit: 1000Mi } }"),
      [
        "Pulumi.test.yaml:6:37 agno:tenants.globex.quota.memoryLimit: memory 20Gi is more than memoryLimit 10Gi; lower memory or raise memoryLimit",
        "Pulumi.test.yaml:6:66 agno:tenants.globex.quota.ephemeralStorageLimit: ephemeralStorage 25Gi is more than ephemeralStorageLimit 1000Mi; lower ephemeralStorage or raise ephemeralStorageLimit",
      ],
    ],
    [
      "containers smaller than the mesh's own",
      fileWithTenants(
        "globex: { quota: { containerCpu: 0.4, containerMemory: 255Mi }, agents: { support: { modelName: m } } }",
      ),
      [
        "Pulumi.test.yaml:6:38 agno:tenants.globex.quota.containerCpu: 0.4 is less than the mesh's sidecar in each pod has; allowed is at least 500m",
        "Pulumi.test.yaml:6:60 agno:tenants.globex.quota.containerMemory: 255Mi is less than the mesh's sidecar in each pod has; allowed is at least 256Mi",
      ],
    ],
    [
      "more agents than services",
      fileWithTenants("globex: { quota: { services: 1 }, agents: { a: { modelName: m }, b: { modelName: m } } }"),
      [
        "Pulumi.test.yaml:6:34 agno:tenants.globex.quota.services: 2 agents have a service each, and quota.services is 1; raise it",
      ],
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(problemsOf(text), expected);
    });
  }

  it("say nothing that may only follow from what is wrong elsewhere", () => {
    const regions = "us-east1: { slot: 0 }\n    us-west1: { slott: 1 }";
    const tenants = "globex: { residency: [us-west1], modelHosts: [api.openai.com], agents: { a: { modelName: m } } }";
    assert.deepEqual(problemsOf(fileWithTenants(tenants, regions)), [
      "Pulumi.test.yaml:9:5 agno:regions.us-west1.slot: is missing; allowed is a whole number from 0 to 15; the next free one is 1",
      'Pulumi.test.yaml:9:17 agno:regions.us-west1.slott: no such setting; allowed are slot, podsPerNode, context, pools, maintenance, weight, budget; did you mean "slot"?',
    ]);
    const wrong = (text: string) => problemsOf(text).map((line) => line.split(" ")[1]);
    const agent = "{ modelName: m, pool: gpu, scaling: { maxReplicas: 30 } }";
    const quota = "quota: { cpuLimit: 2O, gpus: 99 }, ";
    assert.deepEqual(wrong(fileWithTenants(`globex: { ${quota}agents: { a: ${agent} } }`)), [
      "agno:tenants.globex.quota.cpuLimit:",
    ]);
    const pools = '  agno:pools: { gpu: { gpus: "0" } }\n';
    assert.deepEqual(wrong(fileWithTenants(`globex: { agents: { a: ${agent} } }`, undefined, pools)), [
      "agno:pools.gpu.gpus:",
    ]);
    const image = fileWithTenants("globex: { agents: { a: { modelName: m } } }").replace("@sha256", ":sha256");
    assert.equal(problemsOf(image).length, 1);
  });

  it("still look at a tenant of whose lists one item is wrong", () => {
    const tenants = "globex: { priority: critical, modelHosts: [localhost] }";
    assert.deepEqual(
      problemsOf(fileWithTenants(tenants)).map((line) => line.split(" ")[1]),
      ["agno:tenants.globex.priority:", "agno:tenants.globex.modelHosts.0:"],
    );
  });

  it("allow what is exactly as much as may be", () => {
    const quota = "{ cpu: 20, memory: 40Gi, containerCpu: 500m, containerMemory: 0.25Gi, services: 1 }";
    const small = "resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 500m, memory: 256Mi } }";
    const tenant = `{ priority: critical, maxPriority: critical, quota: ${quota}, agents: { a: { modelName: m, ${small} } } }`;
    assert.doesNotThrow(() => load(fileWithTenants(`globex: ${tenant}`)));
  });
});
