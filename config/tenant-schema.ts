/** What may stand in a stack file of a tenant; see schema.ts. */
import { z } from "zod";
import { agent, agentName, quantity } from "../components/agent/schema";
import { SLOTS } from "../components/network/address-plan";
import { PRIORITIES, type PriorityName } from "../components/platform/priorities";
import { GOOGLE_REGIONS } from "../components/region/google-regions";
import { TIERS, type Tier } from "../components/tenant/quota";
import { budget } from "./budget-schema";
import { DEFAULT_KEPT_ON_REGION_LOSS, DEFAULT_PRIORITIES, DEFAULT_TIER } from "./defaults";

const cpus = (description: string) => quantity.exactOptional().meta({ description, examples: ["10", "1500m"] });
const bytes = (description: string) => quantity.exactOptional().meta({ description, examples: ["20Gi", "512Mi"] });
const objects = (description: string) => z.int().min(0).max(10_000).exactOptional().meta({ description });

const quota = z.strictObject({
  cpu: cpus("CPUs that its pods may reserve together."),
  memory: bytes("Memory that its pods may reserve together."),
  cpuLimit: cpus("CPUs that its pods may use together at most."),
  memoryLimit: bytes("Memory that its pods may use together at most."),
  ephemeralStorage: bytes("Local disk that its pods may reserve together."),
  ephemeralStorageLimit: bytes("Local disk that its pods may use together at most."),
  storage: bytes("Disk in volumes that its claims may ask for together."),
  volumeClaims: objects("Volume claims."),
  gpus: objects("GPUs that its pods may have together."),
  pods: objects("Pods, of which each replica is one."),
  services: objects("Services, of which each agent has one."),
  secrets: objects("Secrets."),
  configMaps: objects("Config maps."),
  agents: objects("AgnoAgent objects."),
  containerCpu: cpus("CPUs of the largest container."),
  containerMemory: bytes("Memory of the largest container."),
});

const group = z
  .string()
  .max(254)
  .regex(/^[a-zA-Z0-9][-a-zA-Z0-9_.+]{0,62}@[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/, {
    error: "not a group's address; allowed is such as globex-admins@acme.example",
  })
  .meta({ examples: ["globex-admins@acme.example"] });

/**
 * Names are parts of others. Pub/Sub keeps names that begin with goog. A tenant's agents and hosts are named
 * TENANT-agent-NAME and TENANT-allow-HOST in the plan, where a tenant named a-agent-b could stand for agent b of a. The host of
 * one named agents would begin as the host that all share.
 */
export const tenantName = z
  .string()
  .regex(/^(?!goog)(?!agents$)(?!.*-(agent|allow)(-|$))[a-z]([-a-z0-9]{0,28}[a-z0-9])?$/, {
    error:
      "not an allowed name; allowed are up to 30 small letters, digits and -, beginning with a letter but not with goog, " +
      "without -agent and -allow, and not agents",
  });

/** Short enough for what stands before it: agents.DOMAIN, and tenant-NAME-allow-HOST in Kubernetes' 253 characters. */
const hostName = z
  .string()
  .regex(/^(?=.{1,200}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, {
    error: "not a host name; allowed are small letters, digits, - and at least one point, such as api.openai.com",
  });

export const domain = hostName;

/** Names that no public name server knows, and the metadata server's public one. */
const PRIVATE_HOST =
  /\.(internal|local|localdomain|localhost|svc|arpa|lan|home|corp|intranet|private|test|invalid|onion)$|^metadata\.goog$/;

const modelHost = hostName.refine((host) => !PRIVATE_HOST.test(host), {
  error: "inside a cluster or a private network; allowed are hosts of the internet, such as api.openai.com",
});

const priority = z.enum(Object.keys(PRIORITIES) as [PriorityName, ...PriorityName[]]);

/** As many regions as there may be, of one size, keep no more than this without one of them. */
export const keptOnRegionLoss = z
  .number()
  .min(0)
  .max((SLOTS - 1) / SLOTS);

/** The settings of one tenant. */
export const tenant = z.strictObject({
  tier: z
    .enum(Object.keys(TIERS) as [Tier, ...Tier[]])
    .exactOptional()
    .meta({ description: "Which set of default quotas holds.", default: DEFAULT_TIER }),
  residency: z.array(z.enum(GOOGLE_REGIONS)).min(1).exactOptional().meta({
    description:
      "The regions that the tenant is confined to: nothing of it exists elsewhere. Default: it is in all regions.",
  }),
  keptOnRegionLoss: keptOnRegionLoss.exactOptional().meta({
    description:
      "What agno:keptOnRegionLoss is for this tenant; 0 for one whose residency leaves it a single region. " +
      `Default: that of all tenants, or ${DEFAULT_KEPT_ON_REGION_LOSS}.`,
    examples: [0.5],
  }),
  groups: z
    .strictObject({
      admin: group.exactOptional().meta({ description: "Who may change everything that is the tenant's to change." }),
      developer: group.exactOptional().meta({ description: "Who may deploy and look into agents." }),
      viewer: group.exactOptional().meta({ description: "Who may look at everything but secrets." }),
    })
    .exactOptional()
    .meta({
      description:
        "The identity groups of its people. Without one, nobody has that role. At Google, all tenants' are of one domain, " +
        "and members of gke-security-groups@DOMAIN there.",
    }),
  costCentre: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9_]{0,61}[a-z0-9])?$/, {
      error: "not a label value that Google takes; allowed are up to 63 small letters, digits, - and _",
    })
    .exactOptional()
    .meta({ description: "Who pays: a label of everything that costs. Default: the tenant's name." }),
  priority: priority.exactOptional().meta({
    description: "Of its agents that do not say otherwise: who runs first where there is not room for all.",
    default: DEFAULT_PRIORITIES.priority,
  }),
  maxPriority: priority.exactOptional().meta({
    description: "The highest priority that its pods may have.",
    default: DEFAULT_PRIORITIES.maxPriority,
  }),
  quota: quota
    .exactOptional()
    .meta({ description: "How much of each region the tenant may use; the rest is its tier's." }),
  modelHosts: z
    .array(modelHost.meta({ examples: ["api.openai.com"] }))
    .max(50)
    .exactOptional()
    .meta({ description: "Hosts of the internet that its agents may call, on port 443." }),
  budget: budget
    .exactOptional()
    .meta({ description: "What its agents may cost at most, in all of its regions together." }),
  agents: z.record(agentName, agent).exactOptional().meta({ description: "Its agents, by name." }),
});

export type TenantPatch = z.infer<typeof tenant>;
