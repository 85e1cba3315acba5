/** What a revision changes, by region and tenant; what is made anew or loses data first. */
import type { Changed, Changes, Placed } from "../changes/changes";
import { grouped } from "../../proofs/grouped";
import type { Report } from "../report";
import { anewInWords } from "../changes/words";
import { kindOf } from "../tree";
import { counted } from "./figures";
import { type Content, type Html, html, joined } from "./html";
import { type Row, type Section, badge, code, fold, note, table } from "./parts";

/** A resource of the comparison with what happens to it. */
interface Entry {
  readonly what: "added" | "changed" | "replaced" | "removed";
  readonly resource: Placed;
  readonly change?: Changed;
  readonly loses: string;
}

/** What changes in a region for a tenant. */
export interface Place {
  readonly region: string;
  readonly tenant: string;
  readonly entries: readonly Entry[];
  readonly added: number;
  /** Those made anew included. */
  readonly changed: number;
  readonly replaced: number;
  readonly removed: number;
  /** Resources whose data is lost. */
  readonly losing: number;
}

/** From this many resources on, a place shows its first ones only: the JSON has all. */
const MOST_SHOWN = 1000;
const FIRST_OF_MANY = 5;
/** A value longer than this, in characters, is cut. */
const LONGEST_VALUE = 120;

/** Every place where something changes, in the order of their names; what regions or tenants share first. */
export function placesOf(changes: Changes): readonly Place[] {
  const groups = grouped(entriesOf(changes), ({ resource: { region, tenant } }) => JSON.stringify([region, tenant]));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entries]) => {
      const [region, tenant] = JSON.parse(key) as [string, string];
      const count = (...kinds: readonly Entry["what"][]) => entries.filter(({ what }) => kinds.includes(what)).length;
      return {
        ...{ region, tenant, entries },
        ...{ added: count("added"), changed: count("changed", "replaced"), replaced: count("replaced") },
        ...{ removed: count("removed"), losing: entries.filter(({ loses }) => loses !== "").length },
      };
    });
}

/** Losses first, then what is made anew, removed, changed and added. */
function entriesOf({ added, changed, removed }: Changes): readonly Entry[] {
  const entries: readonly Entry[] = [
    ...removed.map((resource): Entry => ({ what: "removed", resource, loses: resource.loses })),
    ...changed.map((change): Entry => ({
      ...{ what: change.replacedFor.length > 0 ? "replaced" : "changed", resource: change },
      ...{ change, loses: change.loses },
    })),
    ...added.map((resource): Entry => ({ what: "added", resource, loses: "" })),
  ];
  const rank = ({ what, loses }: Entry) => (loses === "" ? 1 + ORDER.indexOf(what) : 0);
  return [...entries].sort((a, b) => rank(a) - rank(b) || (a.resource.urn < b.resource.urn ? -1 : 1));
}

const ORDER: readonly Entry["what"][] = ["replaced", "removed", "changed", "added"];

export function changesSection({ changes }: Report): Section | undefined {
  if (changes === undefined) return undefined;
  const places = placesOf(changes);
  const all = places.reduce((sum, { entries }) => sum + entries.length, 0);
  const body =
    all === 0
      ? note("Nothing: both revisions build the same.")
      : [alarms(places), placeTable(places), places.map((place) => placeDetails(place, all > MOST_SHOWN))];
  return { id: "changes", title: "What changes", body };
}

/** All that loses data or is made anew, in words. */
function alarms(places: readonly Place[]): Content {
  const entries = places.flatMap((place) => place.entries);
  const losing = entries.filter(({ loses }) => loses !== "");
  const replaced = entries.filter(({ what, loses }) => what === "replaced" && loses === "");
  if (losing.length + replaced.length === 0) return note("Nothing is made anew, and no data is lost.");
  return html`<ul class="alarms">
    ${[...losing, ...replaced].slice(0, MOST_SHOWN).map((entry) => html`<li>${alarm(entry)}</li> `)}
  </ul> `;
}

function alarm({ what, resource, change, loses }: Entry): Html {
  const reasons = [
    ...(change !== undefined && what === "replaced" ? [`made anew, ${anewInWords(change)}`] : []),
    ...(loses === "" ? [] : [html`<strong class="bad">data is lost: ${loses}</strong>`]),
  ];
  return html`${badge("bad", BADGES[what].word)} ${code(resource.name)}
    <small>${kindOf(resource)}, ${placeName(resource)}</small><br />${joined(reasons, "; ")}`;
}

function placeName({ region, tenant }: Pick<Placed, "region" | "tenant">): string {
  return `${region === "" ? "all regions" : region} · ${tenant === "" ? "platform" : `tenant ${tenant}`}`;
}

function placeTable(places: readonly Place[]): Html {
  const cells = (of: Omit<Place, "region" | "tenant" | "entries">): Row["cells"] => [
    quiet(of.added),
    quiet(of.changed),
    of.replaced > 0 ? html`<strong class="bad">${of.replaced} made anew</strong>` : quiet(0),
    quiet(of.removed),
    of.losing > 0 ? html`<strong class="bad">${of.losing} lost</strong>` : quiet(0),
  ];
  const sum = (key: "added" | "changed" | "replaced" | "removed" | "losing") =>
    places.reduce((all, place) => all + place[key], 0);
  const sums = {
    ...{ added: sum("added"), changed: sum("changed"), replaced: sum("replaced") },
    ...{ removed: sum("removed"), losing: sum("losing") },
  };
  return table({
    caption: "Resources that change, by region and tenant",
    columns: ["where", "#added", "#changed", "#of these replaced", "#removed", "#data"],
    rows: [
      ...places.map((place) => ({ head: placeName(place), cells: cells(place) })),
      ...(places.length > 1 ? [{ head: "all", kind: "sum" as const, cells: cells(sums) }] : []),
    ],
  });
}

/** A figure that says little when it is zero. */
function quiet(number: number): Content {
  return number === 0 ? html`<span class="zero">0</span>` : number.toLocaleString("en");
}

function placeDetails(place: Place, areMany: boolean): Html {
  const shown = areMany ? place.entries.slice(0, FIRST_OF_MANY) : place.entries;
  const hidden = place.entries.length - shown.length;
  return fold(
    html`${placeName(place)} <small>${counted(place.entries.length, "resource")}</small>`,
    html`<ul class="entries">
        ${shown.map(describe)}
      </ul>
      ${hidden > 0 ? note(`… and ${hidden.toLocaleString("en")} more, which the JSON has`) : ""}`,
  );
}

/** In red what may hurt. */
const BADGES = {
  added: { kind: "good", word: "added" },
  changed: { kind: "plain", word: "changed" },
  replaced: { kind: "bad", word: "replaced" },
  removed: { kind: "bad", word: "removed" },
} as const;

function describe({ what, resource, change, loses }: Entry): Html {
  return html`<li>
    ${badge(BADGES[what].kind, BADGES[what].word)} ${code(resource.name)} <small>${kindOf(resource)}</small>${
      loses === "" ? "" : html` <strong class="bad">data is lost: ${loses}</strong>`
    }${change === undefined ? "" : differences(change)}
  </li> `;
}

function differences(change: Changed): Content {
  const { was, paths, before, after, replacedFor } = change;
  const rows = paths.map((path) => {
    const anew = replacedFor.includes(path) ? html` <strong class="bad">cannot be changed in place</strong>` : "";
    return html`<li>
      ${code(path)}${anew}: <del>${inShort(before, path)}</del> becomes <ins>${inShort(after, path)}</ins>
    </li>`;
  });
  return html`${was === null ? "" : html` <small>renamed from ${code(was.split("::").at(-1) ?? was)}</small>`}
    <ul>
      ${rows}
    </ul>`;
}

function inShort(values: Readonly<Record<string, unknown>>, path: string): string {
  if (!Object.hasOwn(values, path)) return "nothing";
  const text = JSON.stringify(values[path]) as string | undefined;
  const characters = Array.from(text ?? "nothing");
  return characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE).join("")}…` : characters.join("");
}
