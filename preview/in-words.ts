/** Words and figures that every report for people has alike. */
import { inWords } from "../proofs/flows";
import { grouped } from "../proofs/grouped";
import type { RegionIsolation } from "../proofs/isolation";
import { type Use, figure } from "../proofs/quota";

/** "66 %", "93.75 %". */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

/** The figure that would be the first to refuse one more pod. */
export function fullestOf(uses: readonly Use[]): string {
  const [fullest] = uses.filter(({ used }) => used > 0).sort((a, b) => b.used / b.available - a.used / a.available);
  return fullest === undefined ? "nothing" : `${fullest.resource} ${ofWhat(fullest)}`;
}

/** "globex" of its namespace. */
export function tenantOf(namespace: string): string {
  return namespace.replace(/^agno-tenant-/, "");
}

export function ofWhat({ resource, used, available }: Use): string {
  return `${figure(resource, used)} of ${figure(resource, available)}`;
}

export interface FlowInWords {
  /** "from gateway: TCP 8000". */
  readonly flow: string;
  readonly tenants: readonly string[];
}

/** Tenants with the same flow are named together. */
export function flowsInWords({ allowed }: Pick<RegionIsolation, "allowed">): readonly FlowInWords[] {
  const flows = allowed.map(({ from, to, ports }) => {
    const mine = from.startsWith("agno-tenant-") ? from : to;
    const other = from === to ? "itself" : from === mine ? `to ${to}` : `from ${from}`;
    const where = ports.length === 3 ? "every port" : ports.map(inWords).join(", ");
    return { tenant: tenantOf(mine), flow: `${other}: ${where}` };
  });
  return [...grouped(flows, ({ flow }) => flow)].map(([flow, of]) => ({
    flow,
    tenants: of.map(({ tenant }) => tenant),
  }));
}
