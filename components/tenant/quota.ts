/** How much of each cluster a tenant may use. */

/** Quantities in Kubernetes' spelling. All hold in each region that the tenant is in. */
export interface Quota {
  /** What its pods may reserve together. */
  readonly cpu: string;
  readonly memory: string;
  /** What its pods may use together at most. */
  readonly cpuLimit: string;
  readonly memoryLimit: string;
  /** Local disk: reserved, and used at most. */
  readonly ephemeralStorage: string;
  readonly ephemeralStorageLimit: string;
  /** In volumes that its claims ask for. */
  readonly storage: string;
  readonly volumeClaims: number;
  readonly gpus: number;
  readonly pods: number;
  readonly services: number;
  readonly secrets: number;
  readonly configMaps: number;
  /** AgnoAgent objects. */
  readonly agents: number;
  /** The largest container. */
  readonly containerCpu: string;
  readonly containerMemory: string;
}

/** From the reference's resource quota and limit range; what it does not name has a comment. */
const STANDARD: Quota = {
  cpu: "10",
  memory: "20Gi",
  cpuLimit: "20",
  memoryLimit: "40Gi",
  // 50 pods of two containers at what the limit range gives a container that asks for nothing, and twice that.
  ephemeralStorage: "25Gi",
  ephemeralStorageLimit: "100Gi",
  // Ten claims of 10 Gi.
  storage: "100Gi",
  volumeClaims: 10,
  // GPUs are dear: who needs them says so.
  gpus: 0,
  pods: 50,
  services: 20,
  secrets: 30,
  // As many as secrets; Kubernetes puts one of its own into each namespace, Istio another.
  configMaps: 30,
  // As many as services, of which each agent has one.
  agents: 20,
  containerCpu: "2",
  containerMemory: "4Gi",
};

/** Named sets of defaults. */
export const TIERS = {
  /** Two fifths of the reference's figures, and little disk: room for two agents to try out how they scale. */
  trial: {
    ...STANDARD,
    ...{ cpu: "4", memory: "8Gi", cpuLimit: "8", memoryLimit: "16Gi" },
    ...{ ephemeralStorage: "10Gi", ephemeralStorageLimit: "40Gi", storage: "20Gi", volumeClaims: 2 },
    ...{ pods: 20, services: 8, agents: 8 },
  },
  /** The reference's figures. */
  standard: STANDARD,
  /** Four times the reference's figures. */
  large: {
    ...STANDARD,
    ...{ cpu: "40", memory: "80Gi", cpuLimit: "80", memoryLimit: "160Gi" },
    ...{ ephemeralStorage: "100Gi", ephemeralStorageLimit: "400Gi", storage: "400Gi", volumeClaims: 40 },
    ...{ pods: 200, services: 80, secrets: 120, configMaps: 120, agents: 80 },
  },
} as const satisfies Readonly<Record<string, Quota>>;

export type Tier = keyof typeof TIERS;
