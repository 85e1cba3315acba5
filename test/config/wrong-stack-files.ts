/** Wrong stack files, made from the right one for prod by breaking one thing in each. */
import * as yaml from "yaml";

export interface WrongFile {
  readonly what: string;
  readonly bytes: string | Uint8Array;
  /** What the path in the message must contain, where one place is to blame. */
  readonly names?: string;
}

type Path = readonly string[];

/** Every wrong file for this text, the same each time. */
export function wrongFilesFrom(text: string): readonly WrongFile[] {
  const content = yaml.parse(text) as unknown;
  const paths = [...pathsIn(content, [])];
  const maps = [[], ...paths.filter((path) => isMap(yaml.parseDocument(text).getIn(path, false)))];
  return [
    ...maps.map((path) => unknownKey(text, path)),
    ...paths.map((path) => misspeltKey(text, path)),
    ...paths.map((path) => duplicateKey(text, path)),
    ...paths.flatMap((path) => wrongTypes(text, path)),
    ...OUT_OF_RANGE.map(([path, value, names]) => changed(text, path, value, names)),
    ...IMPOSSIBLE_REGIONS.map((region) => changed(text, ["config", "agno:regions", region], { slot: 7 }, region)),
    ...brokenYaml(text),
    ...badBytes(text),
  ];
}

function isMap(node: unknown): boolean {
  return yaml.isMap(node);
}

/** All keys below maps, outermost first. */
function* pathsIn(value: unknown, path: Path): Generator<Path> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    yield [...path, key];
    yield* pathsIn(inner, [...path, key]);
  }
}

function edited(text: string, edit: (document: yaml.Document) => void): string {
  const document = yaml.parseDocument(text);
  edit(document);
  return document.toString();
}

function changed(text: string, path: Path, value: unknown, names = path.at(-1) ?? ""): WrongFile {
  const bytes = edited(text, (document) => {
    document.setIn(path, document.createNode(value));
  });
  return { what: `${path.join(".")} is ${JSON.stringify(value)}`, bytes, names };
}

function unknownKey(text: string, path: Path): WrongFile {
  return { ...changed(text, [...path, "nonsense"], 1), what: `an unknown key in ${path.join(".") || "the file"}` };
}

function misspeltKey(text: string, path: Path): WrongFile {
  const key = path.at(-1) ?? "";
  const misspelt = `${key.slice(0, -1)}${key.endsWith("x") ? "y" : "x"}x`;
  const bytes = edited(text, (document) => {
    const around = document.getIn(path.slice(0, -1), true) as yaml.YAMLMap;
    const pair = around.items.find((item) => String(item.key) === key);
    if (pair) pair.key = document.createNode(misspelt);
  });
  return { what: `${path.join(".")} misspelt`, bytes, names: isFree(path) ? "" : misspelt };
}

/** The names of exclusions, tenants and agents are free. */
function isFree(path: Path): boolean {
  return FREE_NAMES.includes(path.at(-2) ?? "");
}

const FREE_NAMES = ["exclusions", "agno:tenants", "agents"];

function duplicateKey(text: string, path: Path): WrongFile {
  const bytes = edited(text, (document) => {
    const around = document.getIn(path.slice(0, -1), true) as yaml.YAMLMap;
    const pair = around.items.find((item) => String(item.key) === path.at(-1));
    if (pair) around.items.push(pair);
  });
  return { what: `${path.join(".")} twice`, bytes, names: path.at(-1) ?? "" };
}

function wrongTypes(text: string, path: Path): readonly WrongFile[] {
  const values: readonly unknown[] = [null, 1.5, "\u0007", true, [[]], [1, 2], { nonsense: { nonsense: 1 } }, -1, ""];
  // Below "config" itself, any map is told by what is wrong in it.
  return values
    .filter((value) => path.length > 1 || typeof value !== "object" || Array.isArray(value))
    .filter((value) => value !== 1.5 || !MAY_BE_FRACTIONS.includes(path.at(-1) ?? ""))
    .map((value) => changed(text, path, value));
}

/** Of what stands in the file with a whole number. */
const MAY_BE_FRACTIONS = ["hourly", "monthly"];

const REGION: Path = ["config", "agno:regions", "europe-west4"];
const TENANT: Path = ["config", "agno:tenants", "initech"];
const AGENT: Path = [...TENANT, "agents", "billing"];
const OF_TENANTS: readonly (readonly [Path, unknown, string?])[] = [
  [[...TENANT, "residency"], ["us-east1"], "initech.residency.0"],
  [[...TENANT, "residency"], ["us-central1", "us-central1"], "initech.residency.1"],
  [[...TENANT, "tier"], "huge"],
  [[...TENANT, "maxPriority"], "low", "initech.maxPriority"],
  [[...TENANT, "quota", "gpus"], 0],
  [[...TENANT, "quota", "gpus"], 3, "vision.scaling.maxReplicas"],
  [[...TENANT, "quota", "cpu"], "81"],
  [[...TENANT, "quota", "cpu"], "1 core"],
  [[...TENANT, "quota", "containerMemory"], "255Mi"],
  [[...TENANT, "quota", "services"], 1],
  [[...TENANT, "modelHosts"], ["kubernetes.default.svc"], "modelHosts.0"],
  [[...TENANT, "modelHosts"], ["api.openai.com", "api.openai.com"], "modelHosts.1"],
  [[...TENANT, "groups", "admin"], "admins@initech.example", "initech.groups.admin"],
  [[...TENANT, "groups", "viewer"], "initech@googlegroups.com", "initech.groups.viewer"],
  [[...TENANT, "groups", "viewer"], "gke-security-groups@acme.example", "initech.groups.viewer"],
  [[...AGENT, "pool"], "gpus", "billing.pool"],
  [[...AGENT, "pool"], "system", "billing.pool"],
  [[...AGENT, "priority"], "critical"],
  [[...AGENT, "image"], "registry.example/billing:latest"],
  [[...AGENT, "scaling"], { minReplicas: 3, maxReplicas: 2 }, "billing.scaling.minReplicas"],
  [[...AGENT, "scaling"], { maxReplicas: 1000 }, "billing.scaling.maxReplicas"],
  [[...AGENT, "scaling"], { maxReplicas: 1001 }, "billing.scaling.maxReplicas"],
  [[...AGENT, "scaling"], { customMetrics: [{ name: "p99", target: 1 }] }, "customMetrics.0.name"],
  [[...AGENT, "resources"], { requests: { cpu: 1 } }, "billing.resources.requests.cpu"],
  [[...AGENT, "resources"], { limits: { memory: "5Gi" } }, "billing.resources.limits.memory"],
  [[...AGENT, "resources"], { requests: { memory: "32Mi" } }, "billing.resources.requests.memory"],
  [[...AGENT, "canary"], { weight: 10 }, "billing.canary.image"],
  [["config", "agno:tenants", "google"], {}],
  [["config", "agno:tenants", "a-agent-b"], {}],
  [["config", "agno:tenants", "Hooli"], {}],
  [[...TENANT, "agents", "default"], { modelName: "m" }],
  [[...TENANT, "agents", "billing-canary"], { modelName: "m" }],
  [["config", "agno:domain"], "acme"],
  [["config", "agno:agentImage"], "agent:latest"],
  [["config", "agno:keptOnRegionLoss"], 60],
  [[...TENANT, "keptOnRegionLoss"], "all"],
];
const OUT_OF_RANGE: readonly (readonly [Path, unknown, string?])[] = [
  [[...REGION, "slot"], 16],
  [[...REGION, "slot"], 1e400],
  [[...REGION, "slot"], 0],
  [[...REGION, "podsPerNode"], 7],
  [[...REGION, "podsPerNode"], 257],
  [[...REGION, "pools", "cpu", "max"], 1_000_000],
  [[...REGION, "pools", "cpu", "max"], 1_100, "europe-west4.pools"],
  [[...REGION, "pools", "cpu", "min"], 101],
  [[...REGION, "pools", "cpu", "spotShare"], 0.91],
  [[...REGION, "pools", "gpu", "gpus"], 3],
  [[...REGION, "pools", "cpu", "machineType"], "n1-standard-5"],
  [[...REGION, "maintenance", "hours"], 3],
  [[...REGION, "maintenance", "hours"], 5],
  [[...REGION, "maintenance", "start"], "24:00"],
  ...OF_TENANTS,
  [[...REGION, "budget"], { hourly: "12 dollars" }, "budget.hourly"],
  [[...REGION, "budget"], { hourly: 1_000 }, "europe-west4.budget.hourly"],
  [[...TENANT, "budget"], { floor: { monthly: -1 } }, "budget.floor.monthly"],
  [["config", "agno:budget"], 180],
  [["config", "agno:budget", "alertAt"], 1.1],
  [["config", "agno:cost"], { load: 2 }, "load"],
  [["config", "agno:scope"], "europe-west5"],
  [["config", "agno:releaseChannel"], "STABLE"],
  [["config", "gcp:project"], "Acme"],
];

const IMPOSSIBLE_REGIONS = [
  "europe-west5",
  "us-central",
  "US-EAST1",
  "europe-west4-a",
  "eu",
  "__proto__",
  "constructor",
  "",
];

function brokenYaml(text: string): readonly WrongFile[] {
  const half = text.slice(0, text.indexOf("exclusions"));
  return [
    { what: "an open bracket", bytes: `${text}  x: [1, 2\n` },
    { what: "an open quote", bytes: `${text}  x: "abc\n` },
    { what: "a tab for indentation", bytes: text.replace("  gcp:project", "\tgcp:project") },
    { what: "a key without a map", bytes: `${half}  - 1\n` },
    { what: "two documents", bytes: `${text}---\n${text}` },
    { what: "an unknown alias", bytes: `${text}  x: *nobody\n` },
    { what: "an unknown tag", bytes: `${text}  x: !nonsense 1\n` },
    { what: "binary data", bytes: text.replace("acme-agents-prod", "!!binary aGVsbG8=") },
    { what: "aliases that explode", bytes: aliasBomb() },
    { what: "a merge key", bytes: `x: &x { a: 1 }\nconfig:\n  <<: *x\n` },
    { what: "100,000 brackets", bytes: "[".repeat(100_000) },
    { what: "100,000 braces", bytes: "{a: ".repeat(100_000) },
    { what: "100,000 dashes", bytes: "- ".repeat(100_000) },
    { what: "nothing", bytes: "" },
    { what: "only a comment", bytes: "# nothing\n" },
    { what: "a list", bytes: "- config\n" },
    { what: "a word", bytes: "config\n" },
    { what: "a key that is a number", bytes: text.replace("europe-west4:", "4:") },
    { what: "a key that is a list", bytes: `${text}  ? [a, b]\n  : 1\n` },
  ];
}

/** Nine levels of nine aliases each would be 387 million values. */
function aliasBomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) =>
    level === 0
      ? "a0: &a0 x"
      : `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
  );
  return `${levels.join("\n")}\nconfig: *a8\n`;
}

function badBytes(text: string): readonly WrongFile[] {
  const bytes = new TextEncoder().encode(text);
  const at = (offset: number, ...bad: number[]) =>
    Uint8Array.of(...bytes.slice(0, offset), ...bad, ...bytes.slice(offset));
  return [
    { what: "a byte that is not UTF-8 at the beginning", bytes: at(0, 0xff) },
    { what: "a byte that is not UTF-8 in a word", bytes: at(100, 0xc3) },
    { what: "half a character at the end", bytes: at(bytes.length, 0xe2, 0x82) },
    { what: "a surrogate", bytes: at(40, 0xed, 0xa0, 0x80) },
    { what: "NUL bytes", bytes: at(60, 0, 0, 0) },
    { what: "UTF-16", bytes: Buffer.from(`\ufeff${text}`, "utf16le") },
    { what: "random bytes", bytes: Uint8Array.from({ length: 512 }, (_, i) => (i * 7919) % 256) },
    { what: "2 MiB", bytes: "#".repeat(2 * 1024 * 1024) },
  ];
}
