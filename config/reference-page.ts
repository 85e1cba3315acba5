/** docs/configuration.md: every setting with what it may be and what holds without it. */
import { z } from "zod";
import { AGENT_DEFAULTS } from "../components/agent/settings";
import { TIERS } from "../components/tenant/quota";
import { type JsonSchema, allowedInWords } from "./check";
import { DEFAULT_MAINTENANCE, DEFAULT_POOLS, addedPool } from "./defaults";
import { environmentSettings, narrowedSettings } from "./schema";

const { machineType, min, spotShare, gpus } = addedPool("POOL");
const POOL_DEFAULTS = { machineType, min, spotShare, gpus, labels: "workload-type: POOL-agents" };

/** The page as Markdown. */
export function referencePage(): string {
  const environment = z.toJSONSchema(environmentSettings) as JsonSchema;
  const region = environment.properties?.["agno:regions"]?.additionalProperties;
  const pool = environment.properties?.["agno:pools"]?.additionalProperties;
  const maintenance = environment.properties?.["agno:maintenance"];
  const exclusion = maintenance?.properties?.exclusions?.additionalProperties;
  return [
    "<!-- Written by `npm run generate` from config/schema.ts and config/defaults.ts. Do not edit. -->",
    "# The stack file",
    "`Pulumi.<stack>.yaml` describes a whole environment. Whatever it does not say has a default; a region inherits " +
      "`agno:pools` and `agno:maintenance` setting by setting and says only what is different. In an editor with the " +
      "YAML language server, the first line of the file brings completion and these texts.",
    "## An environment",
    tableOf(environment),
    "## agno:regions.REGION",
    `REGION is one of ${(environment.properties?.["agno:regions"]?.propertyNames?.enum ?? []).join(", ")}.`,
    tableOf(region),
    "## agno:pools.POOL and agno:regions.REGION.pools.POOL",
    "POOL is a name of up to 23 letters, digits and -. These four exist in every region without being named; system is for the cluster's own pods. A pool " +
      "of your own is added in `agno:pools` and needs `max`; 0 leaves it to the regions that raise it.",
    defaultPools(),
    tableOf(pool, POOL_DEFAULTS),
    "## agno:maintenance and agno:regions.REGION.maintenance",
    tableOf(maintenance, { ...DEFAULT_MAINTENANCE, days: DEFAULT_MAINTENANCE.days.join(", "), exclusions: "none" }),
    "## agno:maintenance.exclusions.NAME",
    tableOf(exclusion),
    ...tenantSections(environment.properties?.["agno:tenants"]?.additionalProperties),
    ...moneySections(environment),
    "## A stack that holds a part of an environment",
    "`Pulumi.prod-europe-west4.yaml` with these two settings holds one region of prod; everything else it takes from " +
      "`Pulumi.prod.yaml`.",
    tableOf(z.toJSONSchema(narrowedSettings) as JsonSchema),
  ]
    .join("\n\n")
    .concat("\n");
}

/** What it may cost, and what its cost is reckoned with. */
function moneySections({ properties }: JsonSchema): readonly string[] {
  return [
    "## agno:budget, agno:regions.REGION.budget and agno:tenants.TENANT.budget",
    "`agno:budget: { hourly: 180 }` is enough: at its ceiling, all pools and agents at their maximum, the environment must " +
      "not cost more. A day is 24 such hours and a month 730: one of the three says it all.",
    tableOf(properties?.["agno:budget"]),
    "## agno:cost",
    tableOf(properties?.["agno:cost"]),
  ];
}

/** What stands below a tenant, from its own settings down to its agents'. */
function tenantSections(tenant: JsonSchema | false | undefined): readonly string[] {
  if (!tenant) return [];
  const agent = tenant.properties?.agents?.additionalProperties;
  const { resources, scaling, canary } = (agent ? agent.properties : undefined) ?? {};
  const { requests, limits } = AGENT_DEFAULTS.resources;
  return [
    "## agno:tenants.TENANT",
    "TENANT is a name of up to 30 small letters, digits and -, which begins with a letter but not with goog, and in " +
      "which no word is agent or allow but the first.",
    tableOf(tenant),
    "## agno:tenants.TENANT.groups",
    tableOf(tenant.properties?.groups),
    "## agno:tenants.TENANT.quota",
    "Each figure holds in each region that the tenant is in. What is not said is the tier's; a quantity may be a number.",
    tierTable(tenant.properties?.quota),
    "## agno:tenants.TENANT.agents.AGENT",
    "AGENT is a name of up to 30 small letters, digits and -, which begins with a letter, does not end with -canary, " +
      "and is not default.",
    tableOf(agent),
    "## agno:tenants.TENANT.agents.AGENT.resources",
    "Both `requests` and `limits` are a map of `cpu` and `memory`. Requests are at least 50m and 64Mi; limits are at most " +
      "the quota's `containerCpu` and `containerMemory`.",
    tableOf(resources, { requests: inWords(requests), limits: inWords(limits) }),
    "## agno:tenants.TENANT.agents.AGENT.scaling",
    tableOf(scaling, { maxReplicas: "100, cut to what the quota holds", customMetrics: metricsInWords() }),
    "## agno:tenants.TENANT.agents.AGENT.scaling.customMetrics",
    tableOf(scaling?.properties?.customMetrics?.items),
    "## agno:tenants.TENANT.agents.AGENT.canary",
    tableOf(canary),
  ];
}

/** Every figure of a quota with what it is in each tier. */
function tierTable(quota: JsonSchema | undefined): string {
  const names = Object.keys(TIERS) as (keyof typeof TIERS)[];
  const rows = Object.entries(quota?.properties ?? {}).map(([name, setting]) =>
    row([
      `\`${name}\``,
      capitalised(allowedInWords(setting)),
      ...names.map((tier) => String(TIERS[tier][name as keyof (typeof TIERS)[typeof tier]])),
      setting.description ?? "",
    ]),
  );
  const head = ["Setting", "Allowed", ...names, "What it is"];
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function inWords(amounts: Readonly<Record<string, string>>): string {
  return Object.entries(amounts)
    .map(([what, amount]) => `${what}: ${amount}`)
    .join(", ");
}

function metricsInWords(): string {
  return AGENT_DEFAULTS.scaling.customMetrics.map(({ name, target }) => `${name}: ${target}`).join(", ");
}

function tableOf(
  schema: JsonSchema | false | undefined,
  defaults: Readonly<Record<string, string | number>> = {},
): string {
  if (!schema) return "";
  const rows = Object.entries(schema.properties ?? {}).map(([name, setting]) => {
    const fallback = setting.default ?? (schema.required?.includes(name) ? "must be set" : "");
    return row([
      `\`${name}\``,
      capitalised(allowedInWords(setting)),
      String(defaults[name] ?? fallback),
      setting.description ?? "",
    ]);
  });
  return [row(["Setting", "Allowed", "Default", "What it is"]), row(["---", "---", "---", "---"]), ...rows].join("\n");
}

function defaultPools(): string {
  const columns = ["machineType", "min", "max", "spotShare", "gpus"] as const;
  const rows = Object.entries(DEFAULT_POOLS).map(([name, pool]) =>
    row([
      `\`${name}\``,
      ...columns.map((column) => String(pool[column])),
      Object.entries(pool.labels)
        .map(([key, value]) => `${key}: ${value}`)
        .join(", "),
    ]),
  );
  const head = ["Pool", ...columns, "labels"];
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
