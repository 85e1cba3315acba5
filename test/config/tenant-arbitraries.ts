/** Random tenants and agents, right more often than not. */
import fc from "fast-check";
import { PRIORITIES } from "../../components/platform/priorities";
import { TIERS } from "../../components/tenant/quota";
import { DIGEST } from "./load-text";
import { anything, mostly } from "./mostly";

export const image = mostly(fc.constant(`registry.example/agents/agent@${DIGEST}`), fc.string(), 400);

/** Names that could be taken for each other's parts, were they not kept apart. */
const NAMES = ["a", "b", "a-b", "b-c", "agents", "allow", "canary", "constructor", "x".repeat(30)] as const;
const names = mostly(
  fc.constantFrom(...NAMES),
  fc.constantFrom("default", "a-agent-b", "a-canary", "goog", "A", ""),
  60,
);

function named(settings: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .array(fc.tuple(names, settings), { maxLength })
    .map((entries) => Object.fromEntries(entries) as Record<string, unknown>);
}

const quantity = (...right: readonly (string | number)[]) =>
  mostly(fc.constantFrom(...right), fc.oneof(fc.double(), fc.string(), anything), 150);
const priority = mostly(
  fc.constantFrom("high", "normal", "low", "best-effort"),
  fc.constantFrom(...Object.keys(PRIORITIES)),
  30,
);

const scaling = fc.record(
  {
    minReplicas: mostly(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -1, max: 1001 }), 60),
    maxReplicas: mostly(fc.integer({ min: 3, max: 4 }), fc.integer({ min: -1, max: 1001 }), 30),
    targetCPU: mostly(fc.integer({ min: 1, max: 100 }), anything),
    customMetrics: mostly(
      fc
        .uniqueArray(fc.constantFrom("agno_pending_requests", "num_undelivered_messages"), { maxLength: 2 })
        .map((metrics) => metrics.map((name) => ({ name, target: 20 }))),
      anything,
    ),
  },
  { requiredKeys: [] },
);

const agent = fc.record(
  {
    modelName: mostly(fc.constantFrom("gpt-5-mini", "qwen3:8b"), fc.string(), 200),
    image,
    tools: mostly(fc.uniqueArray(fc.constantFrom("search", "calendar", "files")), fc.array(fc.string())),
    pool: mostly(fc.constantFrom("cpu", "cpu", "cpu", "memory"), fc.constantFrom("gpu", "system", "cpus"), 30),
    spot: mostly(fc.boolean(), anything),
    priority,
    resources: mostly(
      fc.constantFrom({ requests: { cpu: "250m" } }, { requests: { memory: "300Mi" }, limits: { cpu: 1 } }),
      fc.record({ requests: fc.record({ cpu: quantity("3", "50m") }), limits: anything }),
      60,
    ),
    scaling,
    canary: fc.record({ image: fc.constant(`registry.example/agents/next@${DIGEST}`) }),
  },
  { requiredKeys: ["modelName"] },
);

const quota = fc.record(
  {
    cpu: quantity("12", 15, "9000m"),
    memoryLimit: quantity("50Gi", "60000Mi"),
    gpus: mostly(fc.integer({ min: 0, max: 9 }), fc.integer()),
    services: mostly(fc.integer({ min: 2, max: 9 }), anything),
  },
  { requiredKeys: [] },
);

/** What may stand below agno:tenants where the environment has these regions. */
export const tenants = (regions: readonly string[]) =>
  named(
    fc.record(
      {
        tier: mostly(
          fc.constantFrom("standard", "large"),
          fc.oneof(fc.constantFrom(...Object.keys(TIERS)), fc.string()),
          60,
        ),
        residency: mostly(fc.subarray([...regions], { minLength: Math.min(1, regions.length) }), anything, 60),
        keptOnRegionLoss: mostly(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double()),
        groups: fc.record({ admin: fc.constant("globex@acme.example") }, { requiredKeys: [] }),
        costCentre: mostly(fc.constant("cc-1"), fc.string()),
        priority: mostly(fc.constantFrom("high", "low"), priority),
        quota,
        modelHosts: mostly(
          fc.uniqueArray(fc.constantFrom("api.openai.com", "b-allow-api.openai.com", "c.example")),
          fc.array(fc.domain()),
        ),
        agents: named(agent, 2),
      },
      { requiredKeys: [] },
    ),
    3,
  );
