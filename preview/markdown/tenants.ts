/** What the proofs say of tenants, in Markdown: the sums in the open, each region folded. */
import type { Proofs } from "../../proofs/prove";
import { tenantOf } from "../in-words";
import { count } from "../page";
import { folded, plain, table } from "./markdown";

/** Flows between tenants, and how full each region's quotas and nodes are at all ceilings; empty without tenants. */
export function tenantsPart({ quota, isolation }: Proofs): string {
  const regions = quota.regions.filter(({ namespaces }) => namespaces.length > 0);
  if (regions.length === 0) return "";
  const pairs = isolation.regions.reduce((sum, region) => sum + region.pairs, 0);
  const crossing = isolation.regions.reduce((sum, region) => sum + region.crossing.length, 0);
  const flows = `${count(pairs)} pairs of tenants, ${count(crossing)} flows between them`;
  const rows = regions.map(({ region, namespaces, placement }) => [
    plain(region),
    count(namespaces.length),
    count(namespaces.reduce((sum, { replicas }) => sum + replicas, 0)),
    `${count(placement.nodesUsed)} of ${count(placement.nodes)}`,
  ]);
  const ceilings = table(["at all ceilings", "tenants", "replicas", "nodes"], rows);
  const losses = quota.losses.filter(({ before, after }) => before > 0 && after < before);
  const kept = losses.map(({ region, namespace, before, after }) => [
    plain(region),
    plain(tenantOf(namespace)),
    `${count(after)} of ${count(before)}`,
  ]);
  const lost = kept.length === 0 ? "" : `\n\n${table(["without", "tenant keeps", "replicas"], kept)}`;
  return folded(`🔒 ${flows}; quotas and nodes by region`, `${ceilings}${lost}`);
}
