/**
 * What may stand in a stack file. One source for four uses: the check itself, the types, the JSON Schema that gives
 * editors completion and hover texts, and docs/configuration.md.
 *
 * Settings have no defaults here, because a region inherits what it does not say itself: `defaults.ts` has them.
 */
import { z } from "zod";
import { image } from "../components/agent/schema";
import { MACHINE_TYPES } from "../components/cluster/machine-types";
import { COMPUTE_CLASS, GPU_TAINT, SPOT_TAINT, TAINT_EFFECTS } from "../components/cluster/node-pools";
import { PODS_PER_NODE, SLOTS } from "../components/network/address-plan";
import { GOOGLE_REGIONS } from "../components/region/google-regions";
import { budget, cost } from "./budget-schema";
import { DEFAULT_KEPT_ON_REGION_LOSS } from "./defaults";
import { maintenance } from "./maintenance-schema";
import { routing, weight } from "./routing-schema";
import { domain, keptOnRegionLoss, tenant, tenantName } from "./tenant-schema";

/** The largest share of Spot nodes. Reference: max_spot_ratio 0.9. */
export const MOST_SPOT = 0.9;

/** Kubernetes refuses clusters beyond this; the address plan usually ends before. */
const MOST_NODES = 15_000;

const taintPattern = new RegExp(`^[A-Za-z0-9]?([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?:(${TAINT_EFFECTS.join("|")})$`);

const labelName = z
  .string()
  .regex(
    /^((?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
    {
      error: "not a Kubernetes label name; allowed are 63 letters, digits, - _ . and before a / a domain",
    },
  );

/** The kubelet refuses to label its node in these domains. */
const nodeLabelName = labelName.refine((name) => !/(^|\.)(kubernetes|k8s)\.io\//.test(name), {
  error: "reserved for Kubernetes itself; allowed are names without a domain or in one of your own",
});

/** What pools with GPUs or Spot have by themselves; declared again, it would stand twice. */
const OWN_TAINTS: readonly string[] = [GPU_TAINT.key, SPOT_TAINT.key, COMPUTE_CLASS];

const addedTaintName = labelName.refine((name) => !OWN_TAINTS.includes(name), {
  error: "given by the platform to the pools that need it; allowed are names of your own",
});

const labelValue = z.string().regex(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, {
  error:
    "not a Kubernetes label value; allowed are 63 letters, digits, - _ . and it begins and ends with one of the first two",
});

const poolName = z.string().regex(/^(?!.*-spot$)[a-z]([-a-z0-9]{0,21}[a-z0-9])?$/, {
  error:
    "not a pool name; allowed are up to 23 letters, digits and - beginning with a letter (Google's 40 characters hold " +
    "agno-agents-NAME-spot), and it must not end with -spot, as its Spot part does",
});

const pool = z.strictObject({
  machineType: z
    .enum(MACHINE_TYPES)
    .exactOptional()
    .meta({
      description: "Compute Engine machine type of each node.",
      examples: ["n1-standard-4", "n1-highmem-8"],
    }),
  min: z.int().min(0).max(MOST_NODES).exactOptional().meta({
    description: "Nodes at least, over all zones, on-demand and Spot together.",
  }),
  max: z.int().min(0).max(MOST_NODES).exactOptional().meta({
    description: "Nodes at most, over all zones, on-demand and Spot together. 0: the region has no such pool.",
  }),
  spotShare: z
    .number()
    .min(0)
    .max(MOST_SPOT)
    .exactOptional()
    .meta({
      description:
        "The share of the pool's nodes at most that may be Spot, which is cheaper and may be taken away at any time. " +
        "The pool gets a sibling named NAME-spot; 0: none.",
    }),
  gpus: z
    .union([z.literal(0), z.literal(1), z.literal(2), z.literal(4)])
    .exactOptional()
    .meta({
      description: "NVIDIA T4 accelerators in each node, only with N1 machines. Regions without T4 get no such pool.",
    }),
  labels: z
    .record(nodeLabelName, labelValue)
    .exactOptional()
    .meta({
      description: "Kubernetes labels of each node. They replace the default ones.",
      examples: [{ "workload-type": "cpu-agents" }],
    }),
  taints: z
    .record(
      addedTaintName,
      z.string().regex(taintPattern, {
        error: `not a taint; allowed is VALUE:EFFECT, the effect one of ${TAINT_EFFECTS.join(", ")}`,
      }),
    )
    .exactOptional()
    .meta({
      description:
        "Kubernetes taints of each node, KEY: VALUE:EFFECT. Pools with GPUs and Spot have their own besides.",
      examples: [{ "example.com/batch": "true:NoSchedule" }],
    }),
});

const pools = z.record(poolName, pool);

const region = z.strictObject({
  slot: z
    .int()
    .min(0)
    .max(SLOTS - 1)
    .meta({
      description:
        "Which sixteenth of 10.0.0.0/8 the region owns. Never change it, and never give it to another region: " +
        "moved ranges replace the network and all that is in it.",
    }),
  podsPerNode: z.int().min(PODS_PER_NODE.min).max(PODS_PER_NODE.max).exactOptional().meta({
    description:
      "Pods on a node at most. Fewer let more nodes into the region's addresses. A change replaces the pools.",
    default: PODS_PER_NODE.default,
  }),
  context: z
    .string()
    .min(1)
    .exactOptional()
    .meta({
      description:
        "The kubeconfig's context of the region's cluster, only with agno:clusters: kubeconfig. Without it the current " +
        "one is used, unless it looks like production. With several regions each needs one of its own.",
      examples: ["kind-agno"],
    }),
  pools: pools.exactOptional().meta({ description: "What this region's node pools have different from agno:pools." }),
  maintenance: maintenance.exactOptional().meta({
    description: "What this region's maintenance has different from agno:maintenance.",
  }),
  weight: weight.exactOptional().meta({
    description:
      "The region's part of the traffic from outside, in proportion to the other regions' weights. 0 drains it: " +
      "nobody is sent there any more, and all that runs stays. Without it, each of n regions has 100 / n, rounded down.",
    examples: [40, 0],
  }),
  budget: budget.exactOptional().meta({ description: "What this region may cost at most." }),
});

const pulumiSettings = {
  "pulumi:disable-default-providers": z.array(z.string()).exactOptional().meta({
    description: "Pulumi's own setting: providers that may only be used where a program makes them itself.",
  }),
  "pulumi:tags": z.record(z.string(), z.string()).exactOptional().meta({
    description: "Pulumi's own setting: tags of the stack.",
  }),
};

const scope = z.string().min(1);

/** A number directly below config: `pulumi stack init` and `pulumi config set` write one with a fraction back as text. */
function writtenByPulumi(number: z.ZodNumber) {
  return z.preprocess(
    (value) => (typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value),
    number,
  );
}

/** The settings of a whole environment. */
export const environmentSettings = z.strictObject({
  "gcp:project": z
    .string()
    .regex(/^[a-z][-a-z0-9]{4,28}[a-z0-9]$/, {
      error: "not a Google project id; allowed are 6 to 30 small letters, digits and -, beginning with a letter",
    })
    .exactOptional()
    .meta({ description: "The Google project that everything is in. One project holds one environment." }),
  "agno:clusters": z.enum(["google", "kubeconfig"]).exactOptional().meta({
    description: "Where clusters come from: made at Google, or (kubeconfig) the one of the current kubeconfig.",
    default: "google",
  }),
  "agno:scope": scope.exactOptional().meta({
    description: "The part that this stack holds: all, global, or the name of one region.",
    default: "all",
    examples: ["all", "global"],
  }),
  "agno:releaseChannel": z
    .enum(["RAPID", "REGULAR"])
    .exactOptional()
    .meta({
      description:
        "How early GKE brings new versions. Not STABLE or EXTENDED: their control planes are older than 1.35, " +
        "which the 120 s graceful shutdown of Spot nodes needs.",
      default: "REGULAR",
    }),
  "agno:deletionProtection": z.boolean().exactOptional().meta({
    description: "Whether clusters and keys refuse to be deleted, by Google and by Pulumi.",
    default: true,
  }),
  "agno:pools": pools.exactOptional().meta({
    description:
      "Node pools of every region, by name. cpu, gpu, memory and system exist without being named; system is for the cluster's own pods.",
  }),
  "agno:maintenance": maintenance
    .exactOptional()
    .meta({ description: "When Google may upgrade the clusters of every region." }),
  "agno:regions": z.partialRecord(z.enum(GOOGLE_REGIONS), region).meta({
    description: "The Google regions of the environment, by name, each with a VPC and a cluster.",
  }),
  "agno:domain": domain.exactOptional().meta({
    description:
      "The DNS name below which agents are reached, at agents.DOMAIN and TENANT.agents.DOMAIN. Needed where there are tenants.",
    examples: ["acme.example"],
  }),
  "agno:routing": routing.exactOptional().meta({
    description: "How traffic from outside is divided among the regions, beside their weights.",
  }),
  "agno:agentImage": image.exactOptional().meta({
    description: "The image of every agent that names none, with its digest.",
  }),
  "agno:keptOnRegionLoss": writtenByPulumi(keptOnRegionLoss)
    .exactOptional()
    .meta({
      description:
        "The share of its replicas that each tenant must keep, all agents at their ceilings, when any one region is lost: " +
        "of three equal regions, two keep 0.66. Where one keeps less, the preview of the whole environment ends with 1; " +
        "0: what is lost is only shown.",
      default: DEFAULT_KEPT_ON_REGION_LOSS,
      examples: [0.5],
    }),
  "agno:tenants": z.record(tenantName, tenant).exactOptional().meta({
    description: "Who shares the platform, by name, each in a namespace of its own in each of its regions.",
  }),
  "agno:budget": budget.exactOptional().meta({
    description: "What the environment may cost at most. Above it, the preview and the policy pack refuse.",
    examples: [{ hourly: 180 }],
  }),
  "agno:cost": cost
    .exactOptional()
    .meta({ description: "What the cost is reckoned with besides the rest of the file." }),
  ...pulumiSettings,
});

/** The settings of a stack that holds a part of an environment. */
export const narrowedSettings = z.strictObject({
  "agno:environment": z.string().min(1).meta({
    description: "The environment that this stack holds a part of: prod takes its settings from Pulumi.prod.yaml.",
  }),
  "agno:scope": scope
    .refine((part) => part !== "all", {
      error: "no part of an environment; allowed is global, or the name of one region",
    })
    .meta({ description: "The part that this stack holds: global, or the name of one region." }),
  ...pulumiSettings,
});

/** What Pulumi itself keeps at the top of a stack file. */
const pulumiKeys = {
  encryptionsalt: z.string().exactOptional().meta({ description: "Written by Pulumi: salt of the stack's secrets." }),
  encryptedkey: z
    .string()
    .exactOptional()
    .meta({ description: "Written by Pulumi: the key of the stack's secrets, encrypted." }),
  secretsprovider: z
    .string()
    .exactOptional()
    .meta({ description: "Written by Pulumi: who encrypts the stack's secrets." }),
};

export const environmentFile = z.strictObject({ config: environmentSettings, ...pulumiKeys });
export const narrowedFile = z.strictObject({ config: narrowedSettings, ...pulumiKeys });

export type EnvironmentSettings = z.infer<typeof environmentSettings>;
export type PoolPatch = z.infer<typeof pool>;
export type RegionPatch = z.infer<typeof region>;
