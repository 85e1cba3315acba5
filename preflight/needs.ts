/** What an environment needs of its Google project, at full autoscale: pure, from the plans of its components. */
import { DISK } from "../components/cluster/allocatable";
import { machineTypeOf } from "../components/cluster/machine-types";
import { type NodePool, SURGE_NODES, mostNodes, planPools } from "../components/cluster/node-pools";
import { SERVICES } from "../components/global/project-services";
import { egressAddressesFor } from "../components/network/egress-plan";
import { type Environment, type RegionSettings, heldRegions, holds } from "../config/environment";
import { grouped } from "../proofs/grouped";

export interface Need {
  /** Compute Engine's name of the quota. */
  readonly metric: string;
  /** Absent where the quota is of the whole project. */
  readonly region?: string;
  readonly amount: number;
}

/** APIs that must be on before the program can run: it calls them first, or the state needs them. */
export const BEFORE: readonly string[] = [
  "serviceusage.googleapis.com",
  "cloudresourcemanager.googleapis.com",
  "iam.googleapis.com",
  "iamcredentials.googleapis.com", // whoever comes by Workload Identity Federation
  "sts.googleapis.com",
  "storage.googleapis.com", // the state
  "cloudkms.googleapis.com", // the key of its secrets
  "compute.googleapis.com", // the quotas
];

/** APIs that the program switches on by itself. */
export const BY_ITSELF: readonly string[] = SERVICES.filter((service) => !BEFORE.includes(service));

/** What all of the stack needs at once, upgrades included; zeros are left out. */
export function needsOf(environment: Environment): readonly Need[] {
  const regions = heldRegions(environment);
  const regional = regions.flatMap((region) => regionalNeeds(region, environment.domain !== ""));
  // Reserved by whoever holds the global part, for every region.
  const reserving = holds(environment, "global") && environment.domain !== "" ? environment.regions : [];
  const reserved = reserving.map(({ name: region }): Need => ({ metric: "STATIC_ADDRESSES", region, amount: 1 }));
  const sum = (...metrics: readonly string[]) =>
    regional.filter(({ metric }) => metrics.includes(metric)).reduce((total, { amount }) => total + amount, 0);
  const whole = [
    { metric: "NETWORKS", amount: regions.length },
    { metric: "SUBNETWORKS", amount: regions.length },
    { metric: "ROUTERS", amount: regions.length },
    { metric: "FORWARDING_RULES", amount: environment.domain === "" ? 0 : regions.length },
    { metric: "CPUS_ALL_REGIONS", amount: sum("CPUS", "N2_CPUS", "N2D_CPUS", "PREEMPTIBLE_CPUS") },
    { metric: "GPUS_ALL_REGIONS", amount: sum("NVIDIA_T4_GPUS", "PREEMPTIBLE_NVIDIA_T4_GPUS") },
  ];
  return together([...regional, ...reserved, ...whole]).filter(({ amount }) => amount > 0);
}

/** One need for each metric of a region. */
function together(needs: readonly Need[]): readonly Need[] {
  const groups = grouped(needs, ({ metric, region = "" }) => `${region} ${metric}`);
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ ...first, amount: rest.reduce((sum, { amount }) => sum + amount, first.amount) }],
  );
}

function regionalNeeds({ name: region, pools: settings }: RegionSettings, gateway: boolean): readonly Need[] {
  const { pools } = planPools(region, settings);
  const addresses = egressAddressesFor(mostNodes(pools));
  const total = (ofNode: (pool: NodePool) => number) =>
    pools.reduce((sum, pool) => sum + (pool.max + SURGE_NODES) * ofNode(pool), 0);
  const cpus = (metric: string) => total((pool) => (cpuMetricOf(pool) === metric ? cpusOf(pool) : 0));
  const amounts = {
    CPUS: cpus("CPUS"),
    N2_CPUS: cpus("N2_CPUS"),
    N2D_CPUS: cpus("N2D_CPUS"),
    PREEMPTIBLE_CPUS: cpus("PREEMPTIBLE_CPUS"),
    NVIDIA_T4_GPUS: total(({ spot, gpus }) => (spot ? 0 : gpus)),
    PREEMPTIBLE_NVIDIA_T4_GPUS: total(({ spot, gpus }) => (spot ? gpus : 0)),
    // Boot disks are pd-balanced, which counts as SSD.
    SSD_TOTAL_GB: total(() => DISK),
    INSTANCES: total(() => 1),
    STATIC_ADDRESSES: addresses,
    // Cloud NAT's, and the one of the gateway's load balancer.
    IN_USE_ADDRESSES: addresses + (gateway ? 1 : 0),
  };
  return Object.entries(amounts).map(([metric, amount]) => ({ metric, region, amount }));
}

/** Google counts N2 and N2D apart, and whatever is Spot together. */
function cpuMetricOf({ spot, machineType }: NodePool): string {
  if (spot) return "PREEMPTIBLE_CPUS";
  const family = machineTypeOf(machineType)?.family;
  return family === "n2" || family === "n2d" ? `${family.toUpperCase()}_CPUS` : "CPUS";
}

function cpusOf({ machineType }: NodePool): number {
  const machine = machineTypeOf(machineType);
  if (machine === undefined) throw new Error(`${machineType} is no machine type of the platform`);
  return machine.cpus;
}
