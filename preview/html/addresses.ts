/** The address plan: who has which sixteenth of 10.0.0.0/8, and what a region does with its own. */
import { mostNodes, planPools } from "../../components/cluster/node-pools";
import { type Cidr, SLOTS, capacityOf, rangesOf, sizeOf } from "../../components/network/address-plan";
import { shortNameOf } from "../../components/region/google-regions";
import type { RegionSettings } from "../../config/environment";
import type { Report } from "../report";
import { shareBar } from "./bars";
import { type Content, type Html, html } from "./html";
import { type Section, code, note, table } from "./parts";

export function addressSection({ environment }: Report): Section | undefined {
  if (environment.clusters !== "google") return undefined;
  const { regions } = environment;
  return {
    id: "addresses",
    title: "Address plan",
    body: [
      slots(regions),
      note(
        `Every region owns one of ${SLOTS} parts of 10.0.0.0/8, whichever stack holds it, and uses these ranges of it, drawn to scale:`,
      ),
      regions.map(rangesBar),
      capacityTable(regions),
    ],
  };
}

function slots(regions: readonly RegionSettings[]): Html {
  const cells = Array.from({ length: SLOTS }, (_, slot) => {
    const owner = regions.find((region) => region.slot === slot)?.name;
    if (owner === undefined) return html`<li><b>${slot}</b><span>free</span></li>`;
    return html`<li class="taken">
      <b>${slot}</b><span aria-hidden="true">${shortNameOf(owner)}</span><span class="aloud">${owner}</span>
    </li>`;
  });
  return html`<ol class="slots" start="0" aria-label="Slots of 10.0.0.0/8 and the regions that own them">
    ${cells}
  </ol> `;
}

interface Range {
  readonly name: string;
  readonly range: Cidr;
}

/** In the order of their addresses. */
function partsOf(slot: number): readonly Range[] {
  const { nodes, managedServices, services, pods } = rangesOf(slot);
  return [
    { name: "nodes", range: nodes },
    { name: "managed services", range: managedServices },
    { name: "services", range: services },
    { name: "pods", range: pods },
  ];
}

/** The first address of a range, as a number. */
function firstOf(range: Cidr): number {
  const [address = ""] = range.split("/");
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function rangesBar({ name, slot }: RegionSettings): Html {
  const { region } = rangesOf(slot);
  const share = (addresses: number) => Number(((addresses / sizeOf(region)) * 100).toFixed(3));
  const drawn: Content = partsOf(slot).map(
    ({ range }, index) =>
      html`<i
        class="r${index}"
        style="left:${share(firstOf(range) - firstOf(region))}%;width:${share(sizeOf(range))}%"
      ></i>`,
  );
  const words = partsOf(slot).map(
    (part, index) => html`<li><i class="r${index}" aria-hidden="true"></i> ${part.name} ${code(part.range)}</li>`,
  );
  return html`<div class="ranges">
    <p><strong>${name}</strong> <small>slot ${slot}</small> ${code(region)}</p>
    <span class="span" aria-hidden="true">${drawn}</span>
    <ul>
      ${words}
    </ul>
  </div> `;
}

function capacityTable(regions: readonly RegionSettings[]): Html {
  const rows = regions.map(({ name, slot, podsPerNode, pools }) => {
    const { nodes, pods, limitedBy } = capacityOf(rangesOf(slot), podsPerNode);
    const most = mostNodes(planPools(name, pools).pools);
    const figures = [nodes, pods, most].map((figure) => figure.toLocaleString("en"));
    return { head: name, cells: [...figures.slice(0, 2), limitedBy, figures[2] ?? "", shareBar(most, nodes)] };
  });
  return table({
    caption: "Room in each region, and what its pools may reach, upgrades included",
    columns: ["region", "#nodes it holds", "#pods it holds", "runs out first", "#nodes of its pools", "taken"],
    rows,
  });
}
