/** The drawing: the hub at the left, one VPC a row with what is in it, the outside at the right. */
import { type Content, type Html, html } from "./html";
import type { Pool, Site, Sites } from "./sites";

/** All lengths in pixels of a page that is wide enough. */
const WIDTH = 960;
const HUB = { left: 1, width: 118 };
const VPC = { left: 206, width: 586, gap: 20, head: 44, foot: 14 };
const CLUSTER = { left: 220, width: 376, head: 30, foot: 10 };
const CHIP = { width: 172, height: 38, gap: 6 };
const EDGE = { left: 610, width: 168, height: 46, gap: 10 };
const OUTSIDE = 832;
/** Letters that fit into a chip and beside it. */
const FIT = { chip: 17, edge: 24, cluster: 48, vpc: 74, outside: 19, hub: 15 };

export function drawingOf({ hub, sites }: Sites): Html {
  const heights = sites.map(heightOf);
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, height) => sum + height + VPC.gap, 1));
  const height = heights.reduce((sum, one) => sum + one + VPC.gap, 2 - VPC.gap);
  const parts: readonly Content[] = sites.map((site, index) => siteAt(site, tops[index] ?? 0, heights[index] ?? 0));
  return html`<svg
    class="drawing"
    viewBox="0 0 ${WIDTH} ${height}"
    width="${WIDTH}"
    height="${height}"
    role="img"
    aria-labelledby="drawing-title drawing-what"
  >
    <title id="drawing-title">Regions and what connects them</title>
    <desc id="drawing-what">${inWords({ hub, sites })} The table below has all of it.</desc>
    ${hub === null ? "" : hubOf(hub.name, hub.topology, height)}${parts}
  </svg>`;
}

function inWords({ hub, sites }: Sites): string {
  const regions = sites.map(({ region, pools }) => `${region} with ${pools.length} node pools`).join(", ");
  return `${hub === null ? "No hub" : `Hub ${hub.name}`}; regions: ${regions}.`;
}

function heightOf(site: Site): number {
  const cluster = CLUSTER.head + chipRows(site.pools).length * (CHIP.height + CHIP.gap) + CLUSTER.foot;
  const edges = 3 * EDGE.height + 2 * EDGE.gap;
  return VPC.head + Math.max(cluster, edges) + VPC.foot;
}

/** Each pool with its Spot part beside it. */
function chipRows(pools: readonly Pool[]): readonly (readonly (Pool | undefined)[])[] {
  const onDemand = pools.filter(({ isSpot }) => !isSpot);
  const alone = pools.filter(({ isSpot, name }) => isSpot && !onDemand.some((pool) => `${pool.name}-spot` === name));
  return [
    ...onDemand.map((pool) => [pool, pools.find(({ isSpot, name }) => isSpot && name === `${pool.name}-spot`)]),
    ...alone.map((pool) => [undefined, pool]),
  ];
}

function hubOf(name: string, topology: string, height: number): Html {
  const middle = HUB.left + HUB.width / 2;
  return html`<g
    ><rect
      class="hub"
      x="${HUB.left}"
      y="1"
      width="${HUB.width}"
      height="${height - 2}"
      rx="8"
    />${text(middle, 28, "strong middle", fit(name, FIT.hub))}${text(middle, 46, "small middle", "hub of the VPCs")}${
      topology === "" ? "" : text(middle, 62, "small middle", topology.toLowerCase())
    }</g
  > `;
}

function siteAt(site: Site, top: number, height: number): Html {
  const { region, context, vpc, spoke, cluster } = site;
  const frame = html`<rect
    class="${vpc === null ? "vpc lent" : "vpc"}"
    x="${VPC.left}"
    y="${top}"
    width="${VPC.width}"
    height="${height}"
    rx="8"
  />`;
  const where =
    vpc === null ? `cluster of the kubeconfig${context === "" ? "" : `, context ${context}`}` : `VPC ${vpc.name}`;
  const inner = top + VPC.head;
  const middle = top + height / 2;
  return html`<g
    >${spoke === null ? "" : link(HUB.left + HUB.width, VPC.left, middle, "spoke")}${frame}${text(VPC.left + 14, top + 20, "strong", region)}${text(
      VPC.left + 14,
      top + 36,
      "small",
      fit(where, FIT.vpc),
    )}${clusterAt(cluster, site.pools, inner, height - VPC.head - VPC.foot)}${edgesAt(site, inner)}</g
  > `;
}

function clusterAt(name: string | null, pools: readonly Pool[], top: number, height: number): Html {
  const chips = chipRows(pools).flatMap((row, line) =>
    row.map((pool, column) =>
      pool === undefined
        ? ""
        : chipOf(
            pool,
            CLUSTER.left + 12 + column * (CHIP.width + 8),
            top + CLUSTER.head + line * (CHIP.height + CHIP.gap),
          ),
    ),
  );
  const title = name === null ? "its nodes are somebody else's" : `GKE ${name}`;
  return html`<rect
      class="cluster"
      x="${CLUSTER.left}"
      y="${top}"
      width="${CLUSTER.width}"
      height="${height}"
      rx="6"
    />${text(CLUSTER.left + 12, top + 20, "", fit(title, FIT.cluster))}${chips}`;
}

function chipOf({ name, machine, min, max, isSpot }: Pool, left: number, top: number): Html {
  return html`<g
    ><title>${name}: ${min} to ${max} nodes of ${machine}${isSpot ? ", Spot" : ""}</title
    ><rect
      class="${isSpot ? "chip spot" : "chip"}"
      x="${left}"
      y="${top}"
      width="${CHIP.width}"
      height="${CHIP.height}"
      rx="4"
    />${text(
      left + 8,
      top + 16,
      "",
      fit(name.replace(/^agno-agents-/, ""), FIT.chip),
    )}${text(left + CHIP.width - 8, top + 16, "end", `${min}–${max}`)}${text(left + 8, top + 31, "small", fit(machine, FIT.edge))}</g
  >`;
}

/** What the region is reached and left by, each with an arrow to the other side. */
function edgesAt({ gateway, nat, zone }: Site, top: number): Content {
  const edges = [
    gateway && {
      ...{ title: "Gateway", what: gateway.hosts.join(", ") || "no host", direction: "in" as const },
      ...{ outside: "callers", by: `ports ${gateway.ports.join(", ")}` },
    },
    nat && {
      ...{ title: "Cloud NAT", what: `fixed addresses: ${nat.addresses.length}`, direction: "out" as const },
      ...{ outside: "the internet", by: "port 443" },
    },
    zone && {
      ...{ title: "Private DNS", what: zone.dnsName, direction: "out" as const },
      ...{ outside: "Google's APIs", by: zone.answers[0] ?? "" },
    },
  ];
  return edges
    .filter((edge) => edge !== null)
    .map((edge, index) => edgeAt(edge, top + index * (EDGE.height + EDGE.gap)));
}

interface Edge {
  readonly title: string;
  readonly what: string;
  readonly direction: "in" | "out";
  readonly outside: string;
  readonly by: string;
}

function edgeAt({ title, what, direction, outside, by }: Edge, top: number): Html {
  const right = EDGE.left + EDGE.width;
  const middle = top + EDGE.height / 2;
  const [tip, back] = direction === "in" ? [right, right + 7] : [OUTSIDE - 8, OUTSIDE - 15];
  return html`<g
    ><title>${title}: ${what}</title
    ><rect
      class="edge"
      x="${EDGE.left}"
      y="${top}"
      width="${EDGE.width}"
      height="${EDGE.height}"
      rx="6"
    />${text(EDGE.left + 10, top + 19, "", title)}${text(EDGE.left + 10, top + 35, "small", fit(what, FIT.edge))}<path
      class="line"
      d="M${right} ${middle}H${OUTSIDE - 8}"
    /><path
      class="tip"
      d="M${tip} ${middle}L${back} ${middle - 4}V${middle + 4}Z"
    />${text(OUTSIDE, middle - 2, "", outside)}${text(OUTSIDE, middle + 13, "small", fit(by, FIT.outside))}</g
  >`;
}

function link(from: number, to: number, y: number, label: string): Html {
  return html`<path class="line" d="M${from} ${y}H${to}" />${text((from + to) / 2, y - 6, "small middle", label)}`;
}

function text(x: number, y: number, style: string, content: string): Html {
  return html`<text x="${x}" y="${y}" ${style === "" ? "" : html` class="${style}"`}>${content}</text>`;
}

/** Names may be longer than their place; the table has them in full. */
function fit(content: string, letters: number): string {
  const characters = Array.from(content);
  return characters.length <= letters ? content : `${characters.slice(0, letters - 1).join("")}…`;
}
