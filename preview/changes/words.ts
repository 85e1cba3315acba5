/** The words that changes are told in. */
import { count } from "../page";
import { countByKind, kindOf } from "../tree";
import type { Changed, Changes, Placed } from "./changes";
import { PROVIDER } from "./replaced";
import type { Group, Story } from "./stories";

/** "3 come, 2 change, 1 of them made anew, 4 go"; "nothing changes". */
export function sizeInWords({ added, changed, removed }: Changes): string {
  const anew = changed.filter(({ replacedFor }) => replacedFor.length > 0).length;
  const parts = [
    ...(added.length > 0 ? [`${count(added.length)} added`] : []),
    ...(changed.length > 0 ? [`${count(changed.length)} changed${anew > 0 ? ` (${count(anew)} made anew)` : ""}`] : []),
    ...(removed.length > 0 ? [`${count(removed.length)} removed`] : []),
  ];
  return parts.length === 0 ? "nothing changes" : parts.join(", ");
}

/** "us-central1 and europe-west4, of 2 tenants"; where it is shared by all, "all regions together". */
export function placesInWords(all: readonly Placed[]): string {
  const regions = [...new Set(all.map(({ region }) => region))].filter((region) => region !== "");
  const tenants = [...new Set(all.map(({ tenant }) => tenant))].filter((tenant) => tenant !== "");
  return [
    ...(regions.length > 0 ? [few(regions, "regions")] : ["all regions together"]),
    ...(tenants.length > 0 ? [`${tenants.length === 1 ? "tenant" : "tenants"} ${few(tenants, "of them")}`] : []),
  ].join(", ");
}

/** What they are and where: "container.NodePool cluster-cpu (us-central1)"; of several names, the first few. */
export function subjectInWords({ first, all }: Story<Placed>): readonly [what: string, where: string] {
  const names = [...new Set(all.map(shortName))];
  return [`${kindOf(first)} ${few(names, "of them")}`, placesInWords(all)];
}

/** The name without the region and the tenant that it is below: "cluster-cpu". */
export function shortName({ name, region, tenant }: Placed): string {
  const withoutRegion = region !== "" && name.startsWith(`${region}-`) ? name.slice(region.length + 1) : name;
  const prefix = `tenant-${tenant}-`;
  return tenant !== "" && withoutRegion.startsWith(prefix) ? withoutRegion.slice(prefix.length) : withoutRegion;
}

const MOST_VALUE = 60;

/** `nodeConfig.machineType "n1-standard-4" → "n1-standard-8"`; long values are cut. */
export function editInWords({ before, after }: Pick<Changed, "before" | "after">, path: string): string {
  const [had, has] = [Object.hasOwn(before, path), Object.hasOwn(after, path)];
  if (!had && !has) return path;
  if (!had) return `${path} is now ${valueInWords(after[path])}`;
  if (!has) return `${path} was ${valueInWords(before[path])} and goes`;
  const [old, now] = [before[path], after[path]].map((value) => JSON.stringify(value)) as [string, string];
  const start = Math.max(old.length, now.length) > MOST_VALUE ? Math.max(0, sharedBeginning(old, now) - CONTEXT) : 0;
  return `${path} ${cut(old, start)} → ${cut(now, start)}`;
}

/** Of long values, the part where they differ begins so many characters before that. */
const CONTEXT = 12;

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function cut(text: string, start: number): string {
  return `${start > 0 ? "…" : ""}${text.slice(start, start + MOST_VALUE)}${text.length > start + MOST_VALUE ? "…" : ""}`;
}

/** Why it is made anew: "because machineType cannot be changed in place", "because its cluster is made anew". */
export function anewInWords({ paths, replacedFor }: Pick<Changed, "paths" | "replacedFor">): string {
  const own = replacedFor.filter((path) => paths.includes(path));
  const others = replacedFor.filter((path) => !paths.includes(path));
  const reasons = [
    ...(own.length > 0 ? [`${own.join(", ")} cannot be changed in place`] : []),
    ...others.map((path) => `its ${path === PROVIDER ? "cluster" : path} is made anew`),
  ];
  return `because ${reasons.join(" and ")}`;
}

function valueInWords(value: unknown): string {
  return cut(JSON.stringify(value), 0);
}

function few(names: readonly string[], all: string): string {
  return names.length <= 3
    ? names.join(", ")
    : `${names.slice(0, 2).join(", ")} and ${count(names.length - 2)} more ${all}`;
}

/** The components of a group that are in no other of it, and how many resources they hold: "Tenant hooli with …". */
export function groupInWords({ each }: Group): string {
  const components = each.filter(({ type }) => type.startsWith("agno:"));
  const outermost = components.filter(({ name }) => !components.some((other) => name.startsWith(`${other.name}-`)));
  const resources = countByKind(each.filter(({ type }) => !type.startsWith("agno:")));
  return [...outermost.map((component) => `${kindOf(component)} ${ownName(component)}`), ...resources].join(", ");
}

/** "hooli" of "tenant-hooli", as the kind says already what it is. */
function ownName(component: Placed): string {
  return shortName(component).replace(new RegExp(`^${kindOf(component).toLowerCase()}-`), "");
}
