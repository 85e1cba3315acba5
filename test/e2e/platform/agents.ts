/** AgnoAgents, right and wrong. */

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
export const IMAGE = `europe-docker.pkg.dev/acme/agents/support@${digest("a")}`;
export const NEXT_IMAGE = `europe-docker.pkg.dev/acme/agents/support@${digest("b")}`;

export interface AgnoAgent {
  readonly apiVersion: "ai.company.com/v1";
  readonly kind: "AgnoAgent";
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

export function agnoAgent(spec: Readonly<Record<string, unknown>>, name = "support"): AgnoAgent {
  return { apiVersion: "ai.company.com/v1", kind: "AgnoAgent", metadata: { name }, spec };
}

/** With every field that may be said. */
export const FULL = {
  agentName: "support",
  modelName: "gpt-5-mini",
  replicas: 3,
  image: IMAGE,
  tools: ["search", "calendar"],
  pool: "gpu",
  spot: false,
  priority: "high",
  resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: 1, memory: "1Gi" } },
  scaling: {
    minReplicas: 3,
    maxReplicas: 30,
    targetCPU: 60,
    targetMemory: 75,
    customMetrics: [{ name: "agno_pending_requests", target: 20 }],
  },
  canary: { image: NEXT_IMAGE, weight: 5 },
} as const;

/** FULL with one field, by its path, said otherwise; undefined takes it away. */
export function fullWith(path: string, value: unknown): Readonly<Record<string, unknown>> {
  return withValue(FULL, path.split("."), value) as Readonly<Record<string, unknown>>;
}

function withValue(object: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
  const inner = rest.length === 0 ? value : withValue((object as Readonly<Record<string, unknown>>)[key], rest, value);
  return { ...(object as object), [key]: inner };
}

/** What is accepted: what it shows, its spec, its name. */
export const RIGHT: readonly (readonly [string, Readonly<Record<string, unknown>>, string?])[] = [
  ["only what must be said", { modelName: "gpt-5-mini" }],
  ["everything that may be said", FULL],
  ["the shortest name", { modelName: "m" }, "a"],
  ["the longest name", { modelName: "m" }, `a${"-b".repeat(14)}c`],
  ["the longest model's name", fullWith("modelName", "m".repeat(128))],
  ["no tools", fullWith("tools", [])],
  ["as many tools as may be", fullWith("tools", numbered(64))],
  ["a pool of the stack file's own", fullWith("pool", "memory-intensive-agents")],
  ["the lowest priority", fullWith("priority", "best-effort")],
  ["limits that are the requests", fullWith("resources.limits", { cpu: "0.25", memory: "512Mi" })],
  ["the same amount in other words", fullWith("resources.limits", { cpu: "250m", memory: "536870912" })],
  ["amounts as numbers", fullWith("resources.limits", { cpu: 2, memory: 2_000_000_000 })],
  ["requests below the default limits", { modelName: "m", resources: { requests: { cpu: "500m" } } }],
  ["as many replicas at least as at most", fullWith("scaling", { minReplicas: 3, maxReplicas: 3 })],
  [
    "the largest numbers",
    fullWith("scaling", { minReplicas: 3, maxReplicas: 1000, targetCPU: 100, targetMemory: 100 }),
  ],
  ["the smallest numbers", fullWith("scaling", { minReplicas: 1, maxReplicas: 3, targetCPU: 1, targetMemory: 1 })],
  ["many replicas, without a ceiling", { modelName: "m", replicas: 500 }],
  ["no metrics of its own", fullWith("scaling.customMetrics", [])],
  [
    "both metrics",
    fullWith("scaling.customMetrics", [
      { name: "num_undelivered_messages", target: 1 },
      { name: "agno_pending_requests", target: 1_000_000 },
    ]),
  ],
  ["a canary of the platform's image", { modelName: "m", canary: { image: NEXT_IMAGE } }],
  ["a canary of half the requests", fullWith("canary.weight", 50)],
];

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `tool-${index}`);
}

export const NAME_MESSAGE =
  /not an allowed name; allowed are up to 30 small letters, digits and -, beginning with a letter/;

/** Names that Kubernetes itself would take. */
export const WRONG_NAMES: readonly (readonly [string, string])[] = [
  ["of 31 characters", "a".repeat(31)],
  ["with a dot", "support.eu"],
  ["that begins with a digit", "1support"],
  ["that another agent's canary may have", "support-canary"],
  ["that Kubernetes' own service account has", "default"],
];

const atLeast = (least: number) => new RegExp(`should be greater than or equal to ${least}`);
const atMost = (most: number) => new RegExp(`should be less than or equal to ${most}`);
const longest = (most: number) => new RegExp(`Too long: may not be more than ${most} (bytes|characters)`);
const tooMany = (most: number) => new RegExp(`Too many: \\d+: must have at most ${most} items`);
const shortest = /should be at least 1 chars long/;
const is = (type: string) => new RegExp(`must be of type ${type}`);
const pattern = /should match '\^/;
const REQUIRED = /Required value/;
const UNSUPPORTED = /Unsupported value/;
const DUPLICATE = /Duplicate value/;
const LIMITS = (what: string) =>
  new RegExp(`limits\\.${what} is less than requests\\.${what}; raise the limit or lower the request`);
const MIN_MAX = /minReplicas is more than maxReplicas; lower minReplicas or raise maxReplicas/;
const FEWER = /replicas are fewer than scaling.minReplicas; raise replicas or lower minReplicas/;
const MORE = /replicas are more than scaling.maxReplicas; lower replicas or raise maxReplicas/;
const UNKNOWN = /strict decoding error: unknown field "spec\./;

/** What is refused: the path of the field that is wrong in FULL, what it says, and what the server answers of it. */
export const WRONG: readonly (readonly [string, unknown, RegExp])[] = [
  ["modelName", undefined, REQUIRED],
  ["modelName", "", shortest],
  ["modelName", "m".repeat(129), longest(128)],
  ["modelName", 5, is("string")],
  ["modelName", "gpt 5", pattern],
  ["agentName", "sales", /agentName is not the object's name; leave it out, or say the same/],
  ["agentName", 7, is("string")],
  ["agentName", "a".repeat(64), longest(63)],
  ["replicas", 0, atLeast(1)],
  ["replicas", 1001, atMost(1000)],
  ["replicas", "3", is("integer")],
  ["replicas", 2, FEWER],
  ["replicas", 31, MORE],
  ["image", "europe-docker.pkg.dev/acme/agents/support:v1", pattern],
  ["image", "europe-docker.pkg.dev/acme/agents/support", pattern],
  ["image", `support@sha256:${"a".repeat(63)}`, pattern],
  ["image", `Support@${digest("a")}`, pattern],
  ["image", `${"a".repeat(442)}@${digest("a")}`, longest(512)],
  ["image", NEXT_IMAGE, /canary.image is the agent's own image; a new version has another digest/],
  ["tools", "search", is("array")],
  ["tools", [7], is("string")],
  ["tools", [""], shortest],
  ["tools", ["t".repeat(64)], longest(63)],
  ["tools", ["search,calendar"], pattern],
  ["tools", numbered(65), tooMany(64)],
  ["tools", ["search", "search"], DUPLICATE],
  ["pool", "", shortest],
  ["pool", "p".repeat(24), longest(23)],
  ["pool", 4, is("string")],
  ["pool", "system", /pool system is for the cluster's own pods; choose another/],
  ["spot", "yes", is("boolean")],
  ["priority", "urgent", UNSUPPORTED],
  ["priority", "system-cluster-critical", UNSUPPORTED],
  ["resources", "much", is("object")],
  ["resources.requests.cpu", "a lot", pattern],
  ["resources.requests.cpu", "-1", pattern],
  ["resources.requests.cpu", -1, atLeast(0)],
  ["resources.requests.cpu", 0.5, is("(integer|string|integer or string)")],
  ["resources.requests.cpu", "1".repeat(21), longest(20)],
  ["resources.requests.memory", "512MB", pattern],
  ["resources.requests.memory", true, is("(integer|string|integer or string)")],
  ["resources.requests.cpu", "1001m", LIMITS("cpu")],
  ["resources.requests.cpu", 2, LIMITS("cpu")],
  ["resources.requests.memory", "1025Mi", LIMITS("memory")],
  ["resources.limits.cpu", "249m", LIMITS("cpu")],
  ["resources.limits.memory", "512M", LIMITS("memory")],
  // The default of 500m is less than what it asks for.
  ["resources", { requests: { cpu: "501m" } }, LIMITS("cpu")],
  ["resources", { requests: { memory: "2Gi" } }, LIMITS("memory")],
  ["scaling", "up", is("object")],
  ["scaling.minReplicas", 0, atLeast(1)],
  ["scaling.minReplicas", 2.5, is("integer")],
  ["scaling.minReplicas", 31, MIN_MAX],
  ["scaling.maxReplicas", 1001, atMost(1000)],
  ["scaling.maxReplicas", 2, MIN_MAX],
  // The default minimum is 2.
  ["scaling", { maxReplicas: 1 }, MIN_MAX],
  ["scaling.targetCPU", 0, atLeast(1)],
  ["scaling.targetCPU", 101, atMost(100)],
  ["scaling.targetMemory", 101, atMost(100)],
  ["scaling.targetMemory", "80%", is("integer")],
  ["scaling.customMetrics", [{ name: "queue_length", target: 3 }], UNSUPPORTED],
  ["scaling.customMetrics", [{ target: 3 }], REQUIRED],
  ["scaling.customMetrics", [{ name: "agno_pending_requests" }], REQUIRED],
  ["scaling.customMetrics", [{ name: "agno_pending_requests", target: 0 }], atLeast(1)],
  ["scaling.customMetrics", [{ name: "agno_pending_requests", target: 1_000_001 }], atMost(1_000_000)],
  ["scaling.customMetrics", twice({ name: "agno_pending_requests", target: 3 }), DUPLICATE],
  ["canary", {}, REQUIRED],
  ["canary.image", "support:v2", pattern],
  ["canary.weight", 0, atLeast(1)],
  ["canary.weight", 51, atMost(50)],
  ["modle", "gpt-5-mini", UNKNOWN],
  ["scaling.maxReplica", 30, UNKNOWN],
  ["resources.requests.gpu", 1, UNKNOWN],
];

function twice<T>(value: T): readonly T[] {
  return [value, value];
}
