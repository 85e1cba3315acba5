/** The head of the page: what is shown, and whether it may be built, on one screen. */
import { heldRegions } from "../../config/environment";
import { LEVELS, type Level } from "../../cost/levels";
import { dollars } from "../../cost/money";
import { violationsOf } from "../../proofs/prove";
import type { Report } from "../report";
import { placesOf } from "./changes";
import { counted, difference } from "./figures";
import { type Content, type Html, html } from "./html";
import { badge, code, list } from "./parts";

export interface Verdict {
  /** Mandatory policies' violations. */
  readonly broken: number;
  /** Advisory ones'. */
  readonly toLookAt: number;
  /** Proofs that do not hold. */
  readonly unproven: number;
}

export function verdictOf({ policy, proofs }: Pick<Report, "policy" | "proofs">): Verdict {
  const broken = policy.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").length;
  return { broken, toLookAt: policy.length - broken, unproven: violationsOf(proofs).length };
}

export function summary(report: Report): Html {
  const { stack, changes, notCompared, notes } = report;
  const compared =
    changes && html`<p>Compared with ${code(changes.base.ref)}, commit ${code(changes.base.commit.slice(0, 12))}</p>`;
  return html`<header>
    <p class="kind">Preview of stack</p>
    <h1>${stack}</h1>
    <p class="what">${joinedFacts(report)}</p>
    ${compared ?? ""} ${verdictLine(verdictOf(report))}
    ${notCompared === undefined ? "" : html`<p>${badge("bad", "What changes is unknown")} ${notCompared}</p>`}
    <dl class="tiles">${[...verdictTiles(verdictOf(report)), ...changeTiles(report), ...costTiles(report)]}</dl>
    ${
      notes.length === 0
        ? ""
        : html`<div class="notes">
            <p>To know:</p>
            ${list(notes)}
          </div>`
    }
  </header> `;
}

function joinedFacts({ environment, resources }: Report): string {
  const { scope, clusters, project, tenants } = environment;
  const agents = tenants.reduce((sum, tenant) => sum + tenant.agents.length, 0);
  return [
    scope === "all" ? "everything" : `scope ${scope}`,
    clusters === "google" ? `Google project ${project}` : "clusters of the kubeconfig",
    counted(heldRegions(environment).length, "region"),
    counted(tenants.length, "tenant"),
    counted(agents, "agent"),
    counted(resources.filter(({ custom }) => custom).length, "resource"),
  ].join(" · ");
}

function verdictLine({ broken, toLookAt, unproven }: Verdict): Html {
  const wrong = [
    ...(broken > 0 ? [`${counted(broken, "finding")} of mandatory policies`] : []),
    ...(unproven > 0 ? [`${counted(unproven, "proof")} that ${unproven === 1 ? "does" : "do"} not hold`] : []),
  ];
  if (wrong.length > 0) return html`<p class="verdict bad">${badge("bad", "Not fine")} ${wrong.join(", and ")}</p>`;
  const rest = toLookAt > 0 ? `; ${counted(toLookAt, "finding")} to look at` : "";
  return html`<p class="verdict good">
    ${badge("good", "Fine")} No mandatory policy is broken and every proof holds${rest}
  </p>`;
}

function tile(name: string, value: Content, more: Content): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}${more === "" ? "" : html` <small>${more}</small>`}</dd>
  </div> `;
}

function verdictTiles({ broken, toLookAt, unproven }: Verdict): readonly Html[] {
  return [
    tile("Policies broken", flagged(broken), html`<a href="#policies">${toLookAt.toLocaleString("en")} to look at</a>`),
    tile("Proofs that do not hold", flagged(unproven), html`<a href="#policies">quotas and isolation</a>`),
  ];
}

/** A figure that is all right at zero. */
function flagged(number: number): Content {
  const figure = number.toLocaleString("en");
  return number === 0 ? figure : html`<span class="bad">${figure}</span>`;
}

function costTiles({ cost, changes }: Report): readonly Html[] {
  if (cost === null) return [tile("Cost", "unknown", "clusters are not Google's")];
  const star = cost.levels.ceiling.total.unpriced.length > 0 ? "*" : "";
  const changed = (level: Level) => (changes?.costDelta ? difference(changes.costDelta.total[level].monthly) : "");
  return LEVELS.map((level) =>
    tile(`A month, ${level}`, `${dollars(cost.levels[level].total.monthly)}${star}`, changed(level)),
  );
}

function changeTiles({ changes }: Report): readonly Html[] {
  if (changes === undefined) return [];
  const places = placesOf(changes);
  const sum = (key: "replaced" | "losing") => places.reduce((all, place) => all + place[key], 0);
  return [
    tile("Made anew", flagged(sum("replaced")), "replaced by the provider"),
    tile("Data lost", flagged(sum("losing")), "resources that lose data"),
    tile(
      "Changes",
      `+${changes.added.length.toLocaleString("en")} ~${changes.changed.length.toLocaleString("en")} −${changes.removed.length.toLocaleString("en")}`,
      html`<a href="#changes">added, changed, removed</a>`,
    ),
  ];
}
