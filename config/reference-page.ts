/** docs/configuration.md: every setting with what it may be and what holds without it. */
import { z } from "zod";
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
    "POOL is a name of up to 23 letters, digits and -. These three exist in every region without being named. A pool " +
      "of your own is added in `agno:pools` and needs `max`; 0 leaves it to the regions that raise it.",
    defaultPools(),
    tableOf(pool, POOL_DEFAULTS),
    "## agno:maintenance and agno:regions.REGION.maintenance",
    tableOf(maintenance, { ...DEFAULT_MAINTENANCE, days: DEFAULT_MAINTENANCE.days.join(", "), exclusions: "none" }),
    "## agno:maintenance.exclusions.NAME",
    tableOf(exclusion),
    "## A stack that holds a part of an environment",
    "`Pulumi.prod-europe-west4.yaml` with these two settings holds one region of prod; everything else it takes from " +
      "`Pulumi.prod.yaml`.",
    tableOf(z.toJSONSchema(narrowedSettings) as JsonSchema),
  ]
    .join("\n\n")
    .concat("\n");
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
