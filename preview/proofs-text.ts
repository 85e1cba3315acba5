/** The proofs for people: whether promises hold, who reaches whom, who may change what. */
import { longestSwitch } from "../components/routing/health";
import { grouped } from "../proofs/grouped";
import type { IsolationProof } from "../proofs/isolation";
import type { Permission, RegionPermissions } from "../proofs/permissions";
import { type Proofs, violationsOf } from "../proofs/prove";
import { type Loss, type QuotaProof, type RegionQuota, type Use } from "../proofs/quota";
import type { TrafficProof } from "../proofs/traffic";
import { flowsInWords, fullestOf, ofWhat, percent, tenantOf } from "./in-words";
import { type Page, count, fill, table } from "./page";

/** One section for each proof; nothing where there are no tenants. */
export function proofSections(proofs: Proofs, page: Page): readonly string[] {
  const { quota, isolation, permissions, traffic } = proofs;
  if (quota.regions.every(({ namespaces }) => namespaces.length === 0)) return [];
  return [
    ...quotaSections(quota, page),
    ...trafficSections(traffic, page),
    ...isolationSections(isolation, page),
    permissionSection(permissions, page),
    violationsOf(proofs)
      .map((violation) => fill(page.colors.red(`Does not hold: ${violation}`), page))
      .join("\n"),
  ];
}

function quotaSections({ regions, losses }: QuotaProof, page: Page): readonly string[] {
  return regions
    .filter(({ namespaces }) => namespaces.length > 0)
    .map((region) => [describeQuotas(region, page), lossesIn(region.region, losses, page)].filter(Boolean).join("\n"));
}

function describeQuotas({ region, namespaces, promised, placement }: RegionQuota, page: Page): string {
  const pods = namespaces.reduce((sum, { uses }) => sum + usedOf(uses, "pods"), 0);
  const sums = promised.filter(({ used }) => used > 0).map((use) => `${use.resource} ${ofWhat(use)}`);
  const rows = namespaces.map(({ namespace, replicas, uses }) => [
    tenantOf(namespace),
    count(replicas),
    count(usedOf(uses, "pods")),
    fullestOf(uses),
  ]);
  return [
    page.colors.bold(`Tenants in ${region}, at their ceilings`),
    table(["tenant", "replicas", "pods", "what is fullest of its quota"], rows, page),
    fill(`promised of what the pools hold at most: ${sums.join(", ")}`, page, "  "),
    fill(
      `${count(pods)} pods of tenants, rollouts included, and the platform's need ${count(placement.nodesUsed)} of ` +
        `${count(placement.nodes)} nodes`,
      page,
      "  ",
    ),
  ].join("\n");
}

function usedOf(uses: readonly Use[], resource: string): number {
  return uses.find((use) => use.resource === resource)?.used ?? 0;
}

function lossesIn(region: string, losses: readonly Loss[], page: Page): string {
  const kept = losses
    .filter((loss) => loss.region === region && loss.before > 0)
    .map(({ namespace, before, after, required }) => {
      const least = required > 0 ? ` (at least ${percent(required)})` : "";
      return `${tenantOf(namespace)} keeps ${count(after)} of ${count(before)} replicas${least}`;
    });
  return kept.length === 0 ? "" : fill(`without ${region}: ${kept.join(", ")}`, page, "  ");
}

function trafficSections({ hosts, losses }: TrafficProof, page: Page): readonly string[] {
  if (hosts.length === 0) return [];
  const alike = grouped(hosts, ({ shares }) => sharesInWords(shares));
  const lost = grouped(losses, ({ region, shares, carried }) => {
    if (Object.keys(shares).length === 0) return `without ${region}: nobody answers`;
    return `without ${region}: ${sharesInWords(shares)}; they carry ${percent(carried)} of what all carry together`;
  });
  const named = (group: readonly { readonly namespace: string }[]) =>
    group.map(({ namespace }) => tenantOf(namespace)).join(", ");
  return [
    [
      page.colors.bold("Traffic from outside"),
      ...[...alike].map(([shares, same]) => fill(`${same.map(({ host }) => host).join(", ")}: ${shares}`, page, "  ")),
      ...[...lost].map(([what, same]) => fill(`${what} (${named(same)})`, page, "  ")),
      fill(`a region that fails is left within about ${longestSwitch()} s`, page, "  "),
    ].join("\n"),
  ];
}

function sharesInWords(shares: Readonly<Record<string, number>>): string {
  return Object.entries(shares)
    .map(([region, share]) => `${region} ${Math.round(share * 100)} %`)
    .join(", ");
}

function isolationSections({ regions }: IsolationProof, page: Page): readonly string[] {
  return regions
    .filter(({ allowed, pairs }) => allowed.length + pairs > 0)
    .map((region) =>
      [
        page.colors.bold(`Who reaches whom in ${region.region}, by network policies`),
        fill(
          `${count(region.pairs)} pairs of tenants: ${count(region.crossing.length)} flows between them`,
          page,
          "  ",
        ),
        ...flowsInWords(region)
          .map(({ flow, tenants }) => `${flow} (${tenants.join(", ")})`)
          .map((line) => fill(line, page, "  ")),
      ].join("\n"),
    );
}

/** The verbs that change nothing. */
const READING: readonly string[] = ["get", "list", "watch"];

/** The same in every region: the first one's are shown. */
function permissionSection(regions: readonly RegionPermissions[], page: Page): string {
  const people = (regions.find(({ permissions }) => permissions.length > 0)?.permissions ?? []).filter(({ subject }) =>
    subject.startsWith("Group "),
  );
  if (people.length === 0) return "";
  const subjects = grouped(people, ({ subject, namespace }) => `${subject.slice("Group ".length)} in ${namespace}`);
  const lines = [...subjects].map(([subject, rights]) => fill(`${subject}: ${rightsInWords(rights)}`, page, "  "));
  return [page.colors.bold("Who may do what"), ...lines].join("\n");
}

function rightsInWords(rights: readonly Permission[]): string {
  const writes = rights.filter(({ verbs }) => verbs.some((verb) => !READING.includes(verb)));
  const changes = writes.map(({ resource }) => resource).join(", ") || "nothing";
  return `may change ${changes}; may read ${count(rights.length)} kinds`;
}
