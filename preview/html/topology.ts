/** The regions and what connects them: a drawing, and the same as a table. */
import type { Report } from "../report";
import { drawingOf } from "./drawing";
import { counted } from "./figures";
import { type Content, html, joined } from "./html";
import { type Section, code, note, scrolling, table } from "./parts";
import { type Site, type Sites, sitesOf } from "./sites";

export function topologySection(report: Report): Section {
  const all = sitesOf(report);
  const body =
    all.sites.length === 0
      ? note("This stack holds no region.")
      : [
          scrolling("Drawing of the regions and what connects them", drawingOf(all)),
          note(connectionInWords(all)),
          siteTable(all),
        ];
  return { id: "regions", title: "Regions and what connects them", body };
}

/** What the hub carries, and what the firewalls leave of it. */
export function connectionInWords({ hub, sites }: Sites): string {
  if (hub === null) return "Nothing connects the regions: their clusters are somebody else's.";
  const topology = hub.topology === "MESH" ? "each VPC reaches every other" : "what reaches what, its own stack says";
  const open = sites.filter(({ letsIn }) => letsIn.length > 0);
  const firewalls =
    sites.length < 2
      ? ""
      : open.length === 0
        ? " The firewall of each VPC lets in none of the other regions' addresses."
        : ` By its firewall, ${open.map(({ region, letsIn }) => `${region} lets in ${letsIn.join(", ")}`).join("; ")}.`;
  return `${counted(sites.filter(({ spoke }) => spoke !== null).length, "VPC")} joined to hub ${hub.name}: ${topology}.${firewalls}`;
}

/** A part of a region by its name in the table; null where a region has none. */
type Part = readonly [name: string, of: (site: Site) => Content | null];

const PARTS: readonly Part[] = [
  ["VPC", ({ vpc }) => vpc && lines(code(vpc.name), ...vpc.ranges)],
  ["cluster", clusterInWords],
  ["joins hub", ({ spoke }) => spoke && lines(code(spoke.hub), html`by ${code(spoke.name)}`)],
  ["leaves by", ({ nat }) => nat && lines(code(nat.name), ...nat.addresses.map(code))],
  ["answers itself", ({ zone }) => zone && lines(code(zone.dnsName), ...zone.answers)],
  ["is reached at", ({ gateway }) => gateway && lines(...gateway.hosts.map(code), `ports ${gateway.ports.join(", ")}`)],
];

function clusterInWords({ cluster, context, pools }: Site): Content {
  if (cluster !== null) return lines(code(cluster), counted(pools.length, "pool"));
  return `kubeconfig, ${context === "" ? "its current context" : `context ${context}`}`;
}

function lines(...texts: readonly Content[]): Content {
  return joined(texts, html`<br />`);
}

function siteTable({ sites }: Sites): Content {
  return table({
    caption: "Regions and their parts, as drawn",
    columns: ["part", ...sites.map(({ region }) => region)],
    rows: PARTS.map(([head, of]) => ({
      head,
      cells: sites.map((site) => of(site) ?? html`<span class="zero">none</span>`),
    })),
  });
}
