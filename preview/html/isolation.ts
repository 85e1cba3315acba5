/** Who reaches whom: tenants by tenants, and what each may reach besides. */
import { namespaceOf } from "../../components/tenant/settings";
import { type Environment, tenantsIn } from "../../config/environment";
import type { GoogleRegion } from "../../components/region/google-regions";
import { grouped } from "../../proofs/grouped";
import { inWords } from "../../proofs/flows";
import type { Flow, RegionIsolation } from "../../proofs/isolation";
import { flowsInWords, tenantOf } from "../in-words";
import type { Report } from "../report";
import { counted } from "./figures";
import { type Content, type Html, html } from "./html";
import { type Section, badge, fold, note, scrolling, table } from "./parts";

/** A region with more tenants shows its matrix when it is asked, unless something is wrong in it. */
const MANY = 12;

export function isolationSection({ environment, proofs }: Report): Section | undefined {
  const { regions } = proofs.isolation;
  if (regions.length === 0) return undefined;
  return {
    id: "isolation",
    title: "Isolation of tenants",
    body: [
      note(
        "Flows that network policies allow between the cleverest pods that two tenants could make; 0 is what must be.",
      ),
      regions.map((region) => regionOf(region, environment)),
      others(regions, environment),
    ],
  };
}

function regionOf(isolation: RegionIsolation, environment: Environment): Content {
  const { region, pairs, crossing } = isolation;
  const tenants = tenantsIn(environment, region as GoogleRegion).map(namespaceOf);
  const summary = html`${region} <small>${counted(tenants.length, "tenant")}, ${counted(pairs, "pair")}:</small> ${
      crossing.length === 0
        ? badge("good", "0 flows between them")
        : badge("bad", `${counted(crossing.length, "flow")} between them`)
    }`;
  const body = [
    crossing.map(crossingInWords),
    tenants.length > 1
      ? matrix(region, tenants, crossing)
      : note(tenants.length === 0 ? "No tenant is here." : "Only one tenant is here."),
  ];
  return fold(summary, body, crossing.length > 0 || tenants.length <= MANY);
}

function crossingInWords({ from, to, ports }: Flow): Html {
  return html`<p>
    ${badge("bad", "Reaches another tenant")} ${tenantOf(from)} reaches ${tenantOf(to)} on
    ${ports.map(inWords).join(", ")}
  </p> `;
}

function matrix(region: string, namespaces: readonly string[], crossing: readonly Flow[]): Html {
  const flows = new Set(crossing.map(({ from, to }) => JSON.stringify([from, to])));
  const cell = (from: string, to: string): Content => {
    if (from === to) return html`<td class="self">–</td>`;
    return flows.has(JSON.stringify([from, to])) ? html`<td class="crossing">1 flow</td>` : html`<td>0</td>`;
  };
  const caption = `Flows in ${region} from the tenant of the row to that of the column`;
  const head = namespaces.map((to) => html`<th scope="col"><span>${tenantOf(to)}</span></th>`);
  const rows = namespaces.map(
    (from) =>
      html`<tr>
        <th scope="row">${tenantOf(from)}</th>
        ${namespaces.map((to) => cell(from, to))}
      </tr> `,
  );
  return scrolling(
    caption,
    html`<table class="matrix">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">from ↓ to →</th>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  );
}

/** Everything else that tenants reach or are reached from in any region, tenants with the same flow together. */
function others(regions: readonly RegionIsolation[], environment: Environment): Content {
  const flows = regions.flatMap(({ region, allowed }) =>
    flowsInWords({ allowed }).flatMap(({ flow, tenants }) => tenants.map((tenant) => ({ flow, tenant, region }))),
  );
  if (flows.length === 0) return "";
  return table({
    caption: "What tenants reach, or are reached from, besides",
    columns: ["other side and ports", "tenants"],
    rows: [...grouped(flows, ({ flow }) => flow)].map(([head, of]) => {
      const tenants = [...grouped(of, ({ tenant }) => tenant)].map(([tenant, where]) =>
        whereOf(
          tenant,
          where.map(({ region }) => region),
          regions,
          environment,
        ),
      );
      return { head, cells: [tenantsInShort(tenants)] };
    }),
  });
}

/** "globex", or where a tenant has a flow in some of its regions only, "globex (only us-central1)". */
function whereOf(
  tenant: string,
  where: readonly string[],
  regions: readonly RegionIsolation[],
  { tenants }: Environment,
): string {
  const settings = tenants.find(({ id }) => id === tenant);
  const held = regions.filter(({ region }) => settings?.regions.some((name) => name === region));
  return where.length < held.length ? `${tenant} (only ${where.join(", ")})` : tenant;
}

function tenantsInShort(tenants: readonly string[]): Content {
  return tenants.length <= MANY ? tenants.join(", ") : fold(counted(tenants.length, "tenant"), tenants.join(", "));
}
