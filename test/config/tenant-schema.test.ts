/** What is told of values that the schema of tenants and agents refuses, to the letter. */
import assert from "node:assert/strict";
import { fileWithTenants, load, problemsOf } from "./load-text";

const QUANTITY = "is not a quantity; allowed is such as 250m, 2 or 512Mi";
const HOST = "is not a host name; allowed are small letters, digits, - and at least one point, such as api.openai.com";
const PRIVATE = "is inside a cluster or a private network; allowed are hosts of the internet, such as api.openai.com";
const TENANT_NAME =
  "not an allowed name; allowed are up to 30 small letters, digits and -, beginning with a letter but not with goog, without -agent and -allow, and not agents";
const AGENT_NAME =
  "not an allowed name; allowed are up to 30 small letters, digits and -, beginning with a letter, without -canary at the end, and not default";

/** Where below the tenant, what the file says there, and what is told. */
const values: readonly (readonly [string, string, string])[] = [
  ["quota.cpu", "{ quota: { cpu: abc } }", `"abc" ${QUANTITY}`],
  ["quota.memory", "{ quota: { memory: 5Gib } }", `"5Gib" ${QUANTITY}`],
  ["quota.memory", "{ quota: { memory: 0.0001 } }", `0.0001 ${QUANTITY}`],
  ["quota.memory", "{ quota: { memory: 1e21 } }", `1e+21 ${QUANTITY}`],
  ["quota.storage", "{ quota: { storage: -1 } }", '-1 is not allowed; allowed is a quantity such as "20Gi"'],
  ["quota.storage", "{ quota: { storage: [1] } }", '[1] is not allowed; allowed is a quantity such as "20Gi"'],
  ["quota.storage", "{ quota: { storage: } }", 'is empty; allowed is a quantity such as "20Gi"'],
  ["quota.gpus", "{ quota: { gpus: 1.5 } }", "1.5 is not allowed; allowed is a whole number from 0 to 10000"],
  [
    "quota.memmory",
    "{ quota: { memmory: 1Gi } }",
    'no such setting; allowed are cpu, memory, cpuLimit, memoryLimit, ephemeralStorage, ephemeralStorageLimit, storage, volumeClaims, gpus, pods, services, secrets and 4 more; did you mean "memory"?',
  ],
  [
    "tier",
    "{ tier: trail }",
    '"trail" is not allowed; allowed is one of trial, standard, large; did you mean "trial"?',
  ],
  [
    "residency",
    "{ residency: [] }",
    "[] is not allowed; allowed is a list of at least 1, each one of africa-south1, asia-east1, asia-east2, asia-northeast1, asia-northeast2, asia-northeast3, asia-south1, asia-south2, asia-southeast1, asia-southeast2, australia-southeast1, australia-southeast2 and 30 more",
  ],
  [
    "residency",
    "{ residency: us-east1 }",
    '"us-east1" is not allowed; allowed is a list of at least 1, each one of africa-south1, asia-east1, asia-east2, asia-northeast1, asia-northeast2, asia-northeast3, asia-south1, asia-south2, asia-southeast1, asia-southeast2, australia-southeast1, australia-southeast2 and 30 more',
  ],
  ["keptOnRegionLoss", "{ keptOnRegionLoss: 1 }", "1 is not allowed; allowed is a number from 0 to 0.9375"],
  [
    "groups.admin",
    "{ groups: { admin: foo } }",
    '"foo" is not a group\'s address; allowed is such as globex-admins@acme.example',
  ],
  [
    "groups.admins",
    "{ groups: { admins: a@b.cd } }",
    'no such setting; allowed are admin, developer, viewer; did you mean "admin"?',
  ],
  [
    "costCentre",
    "{ costCentre: CC 1 }",
    '"CC 1" is not a label value that Google takes; allowed are up to 63 small letters, digits, - and _',
  ],
  [
    "modelHosts",
    "{ modelHosts: api.openai.com }",
    '"api.openai.com" is not allowed; allowed is a list of at most 50, each text such as "api.openai.com"',
  ],
  ["modelHosts.0", "{ modelHosts: [localhost] }", `"localhost" ${HOST}`],
  ["modelHosts.0", "{ modelHosts: [10.0.0.1] }", `"10.0.0.1" ${HOST}`],
  ["modelHosts.0", "{ modelHosts: ['https://api.openai.com'] }", `"https://api.openai.com" ${HOST}`],
  ["modelHosts.0", "{ modelHosts: ['*.openai.com'] }", `"*.openai.com" ${HOST}`],
  ["modelHosts.0", "{ modelHosts: [API.openai.com] }", `"API.openai.com" ${HOST}`],
  [
    "modelHosts.0",
    `{ modelHosts: [${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(17)}.e] }`,
    `"${"a".repeat(39)}… ${HOST}`,
  ],
  ["modelHosts.0", "{ modelHosts: [api.svc.cluster.local] }", `"api.svc.cluster.local" ${PRIVATE}`],
  ["modelHosts.0", "{ modelHosts: [api.default.svc] }", `"api.default.svc" ${PRIVATE}`],
  ["modelHosts.0", "{ modelHosts: [metadata.google.internal] }", `"metadata.google.internal" ${PRIVATE}`],
  ["modelHosts.0", "{ modelHosts: [metadata.goog] }", `"metadata.goog" ${PRIVATE}`],
  ["modelHosts.0", "{ modelHosts: [db.corp] }", `"db.corp" ${PRIVATE}`],
  [
    "priority",
    "{ priority: urgent }",
    '"urgent" is not allowed; allowed is one of critical, high, normal, low, best-effort',
  ],
  ["agents.Support", "{ agents: { Support: { modelName: m } } }", AGENT_NAME],
  ["agents.default", "{ agents: { default: { modelName: m } } }", AGENT_NAME],
  ["agents.a-canary", "{ agents: { a-canary: { modelName: m } } }", AGENT_NAME],
  ["agents", "{ agents: [a] }", '["a"] is not allowed; allowed is a map of names to settings'],
  [
    "agents.a",
    "{ agents: { a: } }",
    "is empty; allowed is a map of modelName, image, tools, pool, spot, priority, resources, scaling, canary",
  ],
  [
    "agents.a.modelName",
    "{ agents: { a: {} } }",
    'is missing; allowed is text of up to 128 characters such as "gpt-5-mini"',
  ],
  [
    "agents.a.modelName",
    `{ agents: { a: { modelName: ${"m".repeat(129)} } } }`,
    `"${"m".repeat(39)}… is not allowed; allowed is text of up to 128 characters such as "gpt-5-mini"`,
  ],
  [
    "agents.a.modelName",
    "{ agents: { a: { modelName: a b } } }",
    '"a b" is not a model\'s name; allowed are letters, digits and signs without spaces',
  ],
  [
    "agents.a.tools.0",
    "{ agents: { a: { modelName: m, tools: ['a,b'] } } }",
    '"a,b" is not a tool\'s name; allowed are letters, digits, - _ and .',
  ],
  [
    "agents.a.image",
    "{ agents: { a: { modelName: m, image: nginx } } }",
    '"nginx" is not an image with its digest; allowed is such as europe-docker.pkg.dev/acme/agents/support@sha256:…',
  ],
  [
    "agents.a.canary.image",
    "{ agents: { a: { modelName: m, canary: {} } } }",
    'is missing; allowed is text of up to 512 characters such as "europe-docker.pkg.dev/acme/agents/support@sha256:…"',
  ],
  [
    "agents.a.scaling.targetCPU",
    "{ agents: { a: { modelName: m, scaling: { targetCPU: 70% } } } }",
    '"70%" is not allowed; allowed is a whole number from 1 to 100',
  ],
  [
    "agents.a.scaling.maxReplica",
    "{ agents: { a: { modelName: m, scaling: { maxReplica: 7 } } } }",
    'no such setting; allowed are minReplicas, maxReplicas, targetCPU, targetMemory, customMetrics; did you mean "maxReplicas"?',
  ],
  [
    "agents.a.scaling.customMetrics.0.name",
    "{ agents: { a: { modelName: m, scaling: { customMetrics: [{ name: agno_pending, target: 1 }] } } } }",
    '"agno_pending" is not allowed; allowed is one of agno_pending_requests, num_undelivered_messages; did you mean "agno_pending_requests"?',
  ],
  [
    "agents.a.resources.requests.cpu",
    "{ agents: { a: { modelName: m, resources: { requests: { cpu: 100 m } } } } }",
    `"100 m" ${QUANTITY}`,
  ],
];

describe("what a tenant may not be", () => {
  for (const [path, settings, told] of values) {
    it(`is told: ${settings.slice(0, 80)}`, () => {
      const lines = problemsOf(fileWithTenants(`globex: ${settings}`));
      assert.deepEqual(
        lines.map((line) => line.replace(/^Pulumi\.test\.yaml:\d+:\d+ /, "")),
        [`agno:tenants.globex.${path}: ${told}`],
      );
    });
  }

  for (const name of [
    "Globex",
    "goog",
    "agents",
    "google-ads",
    "a-agent-b",
    "a-agent",
    "a-allow-b",
    "2nd",
    "a.b",
    "a".repeat(31),
  ]) {
    it(`is named ${name}`, () => {
      assert.deepEqual(problemsOf(fileWithTenants(`${name}: {}`)), [
        `Pulumi.test.yaml:6:5 agno:tenants.${name}: ${TENANT_NAME}`,
      ]);
    });
  }

  for (const name of ["agent", "allow", "travel-agents", "go", "a-allowed", "a".repeat(30), "a-b"]) {
    it(`is not: ${name}`, () => {
      assert.equal(load(fileWithTenants(`${name}: {}`)).tenants[0]?.id, name);
    });
  }

  it("is told for a misspelt key of an agent with both what is wrong and what is missing", () => {
    assert.deepEqual(problemsOf(fileWithTenants("globex: { agents: { a: { model: m } } }")), [
      'Pulumi.test.yaml:6:25 agno:tenants.globex.agents.a.modelName: is missing; allowed is text of up to 128 characters such as "gpt-5-mini"',
      'Pulumi.test.yaml:6:30 agno:tenants.globex.agents.a.model: no such setting; allowed are modelName, image, tools, pool, spot, priority, resources, scaling, canary; did you mean "modelName"?',
    ]);
  });
});
