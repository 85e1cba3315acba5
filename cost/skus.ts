/**
 * What Google has a price for, of what the platform makes: by names of our own, because Google's own identifiers differ
 * from region to region.
 */
import type { MachineType } from "../components/cluster/machine-types";

type Family = MachineType["family"];
type Machine = `${Family}-${"cpu" | "memory"}`;

/** One vCPU or one GiB of a family for an hour; a T4 for an hour; the rest as {@link SKUS} says. */
export type Sku = `${Machine | "t4"}${"" | "-spot"}` | FlatSku;
type FlatSku =
  "pd-balanced" | "gke-cluster" | "nat-vm" | "nat-gateway" | "nat-data" | "nat-address" | "forwarding-rule";

export interface Unit {
  readonly unit: string;
  readonly per: "hour" | "month";
}

const VCPU: Unit = { unit: "vCPU", per: "hour" };
const MEMORY: Unit = { unit: "GiB", per: "hour" };
const T4: Unit = { unit: "T4", per: "hour" };

/** What a quantity of each is counted in, and the time that its price is for. */
export const SKUS: Readonly<Record<Sku, Unit>> = {
  ...{ "e2-cpu": VCPU, "e2-cpu-spot": VCPU, "e2-memory": MEMORY, "e2-memory-spot": MEMORY },
  ...{ "n1-cpu": VCPU, "n1-cpu-spot": VCPU, "n1-memory": MEMORY, "n1-memory-spot": MEMORY },
  ...{ "n2-cpu": VCPU, "n2-cpu-spot": VCPU, "n2-memory": MEMORY, "n2-memory-spot": MEMORY },
  ...{ "n2d-cpu": VCPU, "n2d-cpu-spot": VCPU, "n2d-memory": MEMORY, "n2d-memory-spot": MEMORY },
  ...{ t4: T4, "t4-spot": T4 },
  "pd-balanced": { unit: "GiB", per: "month" },
  "gke-cluster": { unit: "cluster", per: "hour" },
  // A gateway of up to 32 machines pays for each of them, a larger one a flat price.
  "nat-vm": { unit: "machine", per: "hour" },
  "nat-gateway": { unit: "gateway", per: "hour" },
  // A price for each GiB, whenever it passes: the quantity is GiB an hour.
  "nat-data": { unit: "GiB an hour", per: "hour" },
  "nat-address": { unit: "address", per: "hour" },
  // Up to five of a project cost this together in a region; each region has one.
  "forwarding-rule": { unit: "rule", per: "hour" },
};
