/** The preview for people: what each region is, and every resource below the component that makes it. */
import Table from "cli-table3";
import type { Colors } from "picocolors/types";
import wrap from "wrap-ansi";
import { type NodePool, cloudNameOf, mostNodes, planPools } from "../components/cluster/node-pools";
import { capacityOf, rangesOf } from "../components/network/address-plan";
import { type RegionSettings, holds } from "../config/environment";
import type { RegisteredResource } from "../emulator/monitor";
import type { Report } from "./report";

export interface Page {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: Colors;
}

export function toText(report: Report, page: Page): string {
  const { environment } = report;
  const regions = environment.regions.filter(({ name }) => holds(environment, name));
  const sections = [
    headingOf(report, page),
    ...regions.map((region) => describeRegion(region, page)),
    treeOf(report.resources, page),
    countsOf(report.resources, page),
    ...report.notes.map((note) => fill(`Note: ${note}`, page)),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function headingOf({ stack, environment }: Report, { colors }: Page): string {
  const scope = environment.scope === "all" ? "everything" : environment.scope;
  const where = environment.clusters === "google" ? `Google project ${environment.project}` : "kubeconfig";
  return `${colors.bold(stack)} · ${scope} · ${where}`;
}

function describeRegion({ name, slot, podsPerNode, context, pools }: RegionSettings, page: Page): string {
  const ranges = rangesOf(slot);
  const capacity = capacityOf(ranges, podsPerNode);
  const planned = planPools(name, pools).pools;
  const lines = [
    `${page.colors.bold(page.colors.cyan(name))} · slot ${slot} · ${ranges.region}${context && ` · context ${context}`}`,
    fill(
      `nodes ${ranges.nodes} · pods ${ranges.pods} · services ${ranges.services} · managed services ${ranges.managedServices}`,
      page,
      "  ",
    ),
    fill(
      `holds ${count(capacity.nodes)} nodes and ${count(capacity.pods)} pods (the ${capacity.limitedBy} range runs out first); ` +
        `the pools may reach ${count(mostNodes(planned))} nodes, upgrades included`,
      page,
      "  ",
    ),
    poolTable(planned, page),
  ];
  return lines.join("\n");
}

function poolTable(pools: readonly NodePool[], { colors }: Page): string {
  const table = new Table({
    head: ["pool", "machine", "nodes", "zones"],
    chars: BORDERLESS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  for (const pool of pools) {
    table.push([
      cloudNameOf(pool),
      pool.gpus > 0 ? `${pool.machineType} + ${pool.gpus} T4` : pool.machineType,
      `${pool.min}–${pool.max}`,
      pool.zones.map((zone) => zone.slice(-1)).join(" "),
    ]);
  }
  const [head = "", ...rows] = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  return [colors.dim(head), ...rows].map((line) => `  ${line}`).join("\n");
}

const BORDERLESS = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "" },
};

/** Components as branches; below each, what it makes itself, counted by kind. */
function treeOf(resources: readonly RegisteredResource[], page: Page): string {
  const childrenOf = new Map<string, RegisteredResource[]>();
  for (const resource of resources) {
    childrenOf.set(resource.parent, [...(childrenOf.get(resource.parent) ?? []), resource]);
  }
  const draw = (resource: RegisteredResource, indent: string): string[] => {
    const children = childrenOf.get(resource.urn) ?? [];
    const components = children.filter(({ custom }) => !custom);
    const own = countByKind(children.filter(({ custom }) => custom));
    const stem = components.length > 0 ? "│ " : "  ";
    const made = own.length > 0 ? fill(own.join(", "), page, `${indent}${stem}`).split("\n") : [];
    const branches = components.flatMap((component, index) => {
      const last = index === components.length - 1;
      const title = `${component.name} ${page.colors.dim(kindOf(component))}`;
      return [`${indent}${last ? "└─" : "├─"} ${title}`, ...draw(component, `${indent}${last ? "   " : "│  "}`)];
    });
    return [...made, ...branches];
  };
  const root = resources.find(({ parent }) => parent === "");
  return root === undefined ? "" : [page.colors.bold(root.name), ...draw(root, "")].join("\n");
}

function countsOf(resources: readonly RegisteredResource[], page: Page): string {
  const custom = resources.filter((resource) => resource.custom);
  const components = resources.length - custom.length - 1;
  const total = `${count(custom.length)} resources below ${count(components)} components`;
  const kinds = countByKind(custom);
  return fill(`${page.colors.bold(total)}${kinds.length > 0 ? `: ${kinds.join(", ")}` : ""}`, page);
}

function countByKind(resources: readonly RegisteredResource[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(kindOf(resource), (counts.get(kindOf(resource)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, number]) => `${number}${TOGETHER}${kind}`);
}

/**
 * Which service and what: "compute.Subnetwork" of gcp:compute/subnetwork:Subnetwork, "scheduling.PriorityClass" of
 * kubernetes:scheduling.k8s.io/v1:PriorityClass; a component by its name alone.
 */
function kindOf({ type, custom }: RegisteredResource): string {
  if (type.startsWith("pulumi:providers:")) return `${type.slice("pulumi:providers:".length)}${TOGETHER}provider`;
  const [, module = "", name = type] = type.split(":");
  return custom ? `${module.replace(/[./].*/, "")}.${name}` : name;
}

/** A space at which no line breaks. */
const TOGETHER = "\u00a0";

function fill(text: string, { width }: Page, indent = ""): string {
  const lines = wrap(text, Math.max(width - indent.length, 20), { hard: false })
    .replaceAll(TOGETHER, " ")
    .split("\n");
  return lines.map((line) => `${indent}${line}`).join("\n");
}

function count(number: number): string {
  return number.toLocaleString("en");
}
