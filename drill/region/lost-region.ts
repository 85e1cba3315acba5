/** What a lost region leaves: who gets its traffic, whether they carry it, and what a drain would change. */
import type { GoogleRegion } from "../../components/region/google-regions";
import { namespaceOf } from "../../components/tenant/settings";
import type { Environment } from "../../config/environment";
import { differenceBetween } from "../../preview/changes/difference";
import { type Report, reportOn } from "../../preview/report";
import { violationsOf } from "../../proofs/prove";

export interface TenantLoss {
  readonly tenant: string;
  /** Who gets its traffic then; nobody where it is nowhere else, and then it is down until the region is back. */
  readonly shares: Readonly<Record<string, number>>;
  /** By how much the region grows that grows most. */
  readonly growth: number;
  /** Replicas at most, with the region and without. */
  readonly before: number;
  readonly after: number;
  /** Of what all regions carry together, how much the others carry, 0–1. */
  readonly carried: number;
}

export interface LostRegion {
  readonly region: GoogleRegion;
  readonly tenants: readonly TenantLoss[];
  /** Names of the records that change where the region is drained. */
  readonly records: readonly string[];
  /** What should not be, in words. */
  readonly problems: readonly string[];
}

const RECORD = "gcp:dns/recordSet:RecordSet";

/** @param report Of the environment as it is. */
export async function lose(region: GoogleRegion, { environment, stack, ...report }: Report): Promise<LostRegion> {
  const tenants = environment.tenants
    .filter(({ regions }) => regions.includes(region))
    .map((tenant) => lossOf(tenant.id, namespaceOf(tenant), region, report));
  const drained = await reportOn(withoutTraffic(environment, region), { stack });
  const { added, removed, changed } = differenceBetween(report.resources, drained.resources);
  const others = [
    ...added,
    ...removed,
    ...changed.filter(({ type, replacedFor }) => type !== RECORD || replacedFor.length > 0),
  ];
  return {
    region,
    tenants,
    records: changed.flatMap(({ type, name }) => (type === RECORD ? [name] : [])),
    problems: [
      ...violationsOf(report.proofs).filter((violation) => violation.startsWith(`without ${region}:`)),
      ...environment.tenants.flatMap(({ id, regions }) =>
        strayOf(
          tenants.find(({ tenant }) => tenant === id),
          regions.filter((name) => name !== region),
        ),
      ),
      ...others.map(({ name, type }) => `draining ${region} would touch ${type} ${name}; allowed are records only`),
    ],
  };
}

function withoutTraffic(environment: Environment, region: GoogleRegion): Environment {
  const regions = environment.regions.map((one) => (one.name === region ? { ...one, weight: 0 } : one));
  return { ...environment, regions };
}

function lossOf(
  tenant: string,
  namespace: string,
  region: GoogleRegion,
  { proofs }: Pick<Report, "proofs">,
): TenantLoss {
  const isIts = (loss: { readonly region: string; readonly namespace: string }) =>
    loss.region === region && loss.namespace === namespace;
  const { before = 0, after = 0 } = proofs.quota.losses.find(isIts) ?? {};
  const { shares = {}, carried = 0 } = proofs.traffic.losses.find(isIts) ?? {};
  const usual = proofs.traffic.hosts.find((host) => host.tenant === tenant)?.shares ?? {};
  const growth = Object.entries(shares).map(([name, share]) => share / (usual[name] ?? 0));
  return { tenant, shares, growth: Math.max(1, ...growth), before, after, carried };
}

/** Traffic that leaves the regions that a tenant is in. */
function strayOf(loss: TenantLoss | undefined, allowed: readonly string[]): readonly string[] {
  return Object.keys(loss?.shares ?? {})
    .filter((region) => !allowed.includes(region))
    .map(
      (region) =>
        `${loss?.tenant ?? ""} would be sent to ${region}, where it is not; allowed are ${allowed.join(", ")}`,
    );
}
