/** The node pools of each region, and what tenants are promised of them. */
import { type NodePool, cloudNameOf, planPools } from "../../components/cluster/node-pools";
import { namespaceOf } from "../../components/tenant/settings";
import { type RegionSettings, heldRegions } from "../../config/environment";
import { LEVELS, countAt } from "../../cost/levels";
import { type Loss, type NamespaceUse, RESERVED, type RegionQuota, type Use, figure } from "../../proofs/quota";
import { fullestOf, percent, tenantOf } from "../in-words";
import type { Report } from "../report";
import { levelsBar, levelsLegend, shareBar } from "./bars";
import { counted } from "./figures";
import { type Content, type Html, html, joined } from "./html";
import { type Row, type Section, fold, note, table } from "./parts";

/** A region with more tenants shows them when it is asked. */
const MANY = 12;

export function poolSection({ environment, proofs }: Report): Section | undefined {
  const regions = heldRegions(environment);
  if (regions.length === 0) return undefined;
  const load = environment.assumptions.load;
  const most = Math.max(...regions.flatMap((region) => poolsOf(region).map(({ max }) => max)), 1);
  const order = new Map(environment.tenants.map((tenant, index) => [namespaceOf(tenant), index]));
  return {
    id: "pools",
    title: "Pools and quotas",
    body: [
      levelsLegend(),
      regions.map((region) => poolTable(region, load, most)),
      html`<h3>What tenants are promised</h3> `,
      proofs.quota.regions.map((region) => quotaOf(region, proofs.quota.losses, order)),
    ],
  };
}

function poolsOf({ name, pools }: RegionSettings): readonly NodePool[] {
  return planPools(name, pools).pools;
}

function poolTable(region: RegionSettings, load: number, most: number): Html {
  const rows = poolsOf(region).map((pool): Row => {
    const levels = LEVELS.map((level) => countAt(level, pool, load)) as [number, number, number];
    const machine = pool.gpus > 0 ? `${pool.machineType} + ${pool.gpus} T4` : pool.machineType;
    const whole = region.pools[pool.name.replace(/-spot$/, "")];
    const share = pool.spot && whole !== undefined ? `, ${percent(pool.max / whole.max)} of the pool` : "";
    const kind = pool.spot ? `Spot${share}` : "on demand";
    return { head: cloudNameOf(pool), cells: [machine, kind, ...levels, levelsBar(levels, most, pool.spot)] };
  });
  return table({
    caption: `Nodes of the pools in ${region.name}`,
    columns: ["pool", "machine", "kind", ...LEVELS.map((level) => `#${level}`), "to scale"],
    rows,
  });
}

/** Where tenants come in the order of the stack file. */
type Order = ReadonlyMap<string, number>;

function quotaOf(
  { region, namespaces, promised, placement }: RegionQuota,
  losses: readonly Loss[],
  order: Order,
): Content {
  if (namespaces.length === 0) return note(`No tenant is in ${region}.`);
  const used = promised.filter((use) => use.used > 0);
  const sorted = [...namespaces].sort((a, b) => (order.get(a.namespace) ?? 0) - (order.get(b.namespace) ?? 0));
  const keptBy = new Map(losses.filter((loss) => loss.region === region).map((loss) => [loss.namespace, loss]));
  const summary = html`${region}
    <small
      >${counted(namespaces.length, "tenant")}, ${counted(placement.nodesUsed, "node")} of
      ${placement.nodes.toLocaleString("en")} needed at their ceilings</small
    >`;
  const rows: readonly Row[] = [
    { head: "all tenants", kind: "sum", cells: [...used.map((use) => promise(use, true)), "", "", ""] },
    ...sorted.map((use): Row => ({
      head: tenantOf(use.namespace),
      cells: [
        ...used.map((whole) => promise(quotaBeside(use, whole))),
        use.replicas.toLocaleString("en"),
        fullestOf(use.uses),
        kept(keptBy.get(use.namespace)),
      ],
    })),
  ];
  const columns = [
    "tenant",
    ...used.map(({ resource }) => `#${resource}`),
    "#replicas",
    "fullest of its quota",
    "left without this region",
  ];
  const body = table({ caption: `Quotas in ${region} beside what its pools hold at most`, columns, rows });
  return fold(summary, body, namespaces.length <= MANY);
}

/** A tenant's quota beside what all pools hold. */
function quotaBeside({ uses }: NamespaceUse, { resource, available }: Use): Use {
  const quota = uses.find((use) => use.resource === RESERVED[resource]);
  return { resource, used: quota?.available ?? 0, available };
}

/** With what there is of it in the row of all tenants, for which it must be enough. */
function promise(use: Use, isSum = false): Content {
  const text = use.used === 0 ? html`<span class="zero">0</span>` : figure(use.resource, use.used);
  const of = isSum ? html` <small>of ${figure(use.resource, use.available)}</small>` : "";
  const over = isSum && use.used > use.available ? html` <strong class="bad">too much</strong>` : "";
  return [text, of, over, shareBar(use.used, use.available)];
}

function kept(loss: Loss | undefined): Content {
  if (loss === undefined || loss.before === 0) return html`<span class="zero">not looked at</span>`;
  const { before, after, required } = loss;
  const text = `${after.toLocaleString("en")} of ${counted(before, "replica")}`;
  const least = required > 0 ? [`at least ${percent(required)}`] : [];
  const short = after / before < required ? [html`<strong class="bad">too few</strong>`] : [];
  return joined([text, ...least, ...short], ", ");
}
