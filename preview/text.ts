/** The preview for people: what each region is, and every resource below the component that makes it. */
import { type NodePool, cloudNameOf, mostNodes, planPools } from "../components/cluster/node-pools";
import { capacityOf, rangesOf } from "../components/network/address-plan";
import { type RegionSettings, holds } from "../config/environment";
import type { RegisteredResource } from "../emulator/monitor";
import { type Page, count, fill, table } from "./page";
import { budgetSection } from "./budget-text";
import { changesSection } from "./changes/text";
import { costSection } from "./cost-text";
import { policySection } from "./policy-text";
import { proofSections } from "./proofs-text";
import type { Report } from "./report";
import { childrenByParent, countByKind, kindOf } from "./tree";

export function toText(report: Report, page: Page): string {
  const { environment } = report;
  const regions = environment.regions.filter(({ name }) => holds(environment, name));
  const sections = [
    headingOf(report, page),
    changesSection(report.changes, page),
    report.notCompared === undefined ? "" : fill(`What changes is unknown: ${report.notCompared}`, page),
    ...regions.map((region) => describeRegion(region, page)),
    ...proofSections(report.proofs, page),
    policySection(report.policy, page),
    costSection(
      report.cost,
      regions.map(({ name }) => name),
      page,
    ),
    budgetSection(report.budgets, page),
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

function poolTable(pools: readonly NodePool[], page: Page): string {
  const rows = pools.map((pool) => [
    cloudNameOf(pool),
    pool.gpus > 0 ? `${pool.machineType} + ${pool.gpus} T4` : pool.machineType,
    `${pool.min}–${pool.max}`,
    pool.zones.map((zone) => zone.slice(-1)).join(" "),
  ]);
  return table(["pool", "machine", "nodes", "zones"], rows, page);
}

/** Components as branches; below each, what it makes itself, counted by kind. */
function treeOf(resources: readonly RegisteredResource[], page: Page): string {
  const childrenOf = childrenByParent(resources);
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
