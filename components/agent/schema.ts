/** What may be said of an agent. One source for the stack file and for the custom resource AgnoAgent. */
import { z } from "zod";
import { PRIORITIES, type PriorityName } from "../platform/priorities";
import { QUANTITY } from "../tenant/quantity";
import { AGENT_DEFAULTS, CUSTOM_METRICS } from "./settings";

/**
 * Names are parts of others: of Deployments, whose canaries are NAME-canary, and of service accounts, of which
 * Kubernetes makes one named default in each namespace.
 */
export const AGENT_NAME_MESSAGE =
  "not an allowed name; allowed are up to 30 small letters, digits and -, beginning with a letter, without -canary at " +
  "the end, and not default";

/** The name of an agent in a stack file. */
export const agentName = z
  .string()
  .regex(/^(?!default$)(?!.*-canary$)[a-z]([-a-z0-9]{0,28}[a-z0-9])?$/, { error: AGENT_NAME_MESSAGE });

/** An image that cannot change under its name. */
export const image = z
  .string()
  .max(512)
  .regex(/^[a-z0-9]([-a-z0-9.:_/]*[a-z0-9])?@sha256:[0-9a-f]{64}$/, {
    error: "not an image with its digest; allowed is such as europe-docker.pkg.dev/acme/agents/support@sha256:…",
  })
  .meta({ examples: ["europe-docker.pkg.dev/acme/agents/support@sha256:…"] });

const QUANTITY_MESSAGE = "not a quantity; allowed is such as 250m, 2 or 512Mi";

/** Kubernetes' quantity, of which a number alone is one too. */
export const quantity = z
  .union([
    z.string().max(20).regex(QUANTITY, { error: QUANTITY_MESSAGE }),
    // Numbers become text, which must be a quantity as well: neither 1e+21 nor 0.0001 is.
    z
      .number()
      .min(0)
      .refine((amount) => QUANTITY.test(String(amount)), { error: QUANTITY_MESSAGE }),
  ])
  .meta({ title: "quantity", examples: ["250m", "2", "512Mi"] });

const amounts = z.strictObject({
  cpu: quantity.exactOptional().meta({ description: "CPUs, such as 250m or 2." }),
  memory: quantity.exactOptional().meta({ description: "Memory, such as 512Mi." }),
});

const replicas = z.int().min(1).max(1000);
const percent = z.int().min(1).max(100);

const scaling = z.strictObject({
  minReplicas: replicas.exactOptional().meta({
    description: "Replicas at least, in each region.",
    default: AGENT_DEFAULTS.scaling.minReplicas,
  }),
  maxReplicas: replicas.exactOptional().meta({
    description:
      "Replicas at most, in each region. Said, it must fit the tenant's quota; unsaid, it is 100 cut to what fits.",
  }),
  targetCPU: percent.exactOptional().meta({
    description: "Percent of the requested CPU above which replicas are added.",
    default: AGENT_DEFAULTS.scaling.targetCPU,
  }),
  targetMemory: percent.exactOptional().meta({
    description: "Percent of the requested memory above which replicas are added.",
    default: AGENT_DEFAULTS.scaling.targetMemory,
  }),
  customMetrics: z
    .array(
      z.strictObject({
        name: z.enum(CUSTOM_METRICS).meta({ description: "A metric that the platform has a source for." }),
        target: z.int().min(1).max(1_000_000).meta({ description: "For each replica." }),
      }),
    )
    .max(CUSTOM_METRICS.length)
    .exactOptional()
    .meta({
      description:
        "Further measures of load: requests in flight, and messages waiting in the agent's queue, for agents that take " +
        "messages all the time. They replace the default one.",
    }),
});

const canary = z.strictObject({
  image: image.meta({ description: "The new version's image, with its digest." }),
  weight: z.int().min(1).max(50).exactOptional().meta({
    description: "Percent of the requests that the new version answers.",
    default: AGENT_DEFAULTS.canaryWeight,
  }),
});

/** The settings of one agent. */
export const agent = z.strictObject({
  modelName: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[!-~]*$/, { error: "not a model's name; allowed are letters, digits and signs without spaces" })
    .meta({ description: "The model that the agent asks.", examples: ["gpt-5-mini"] }),
  image: image.exactOptional().meta({ description: "The agent's image, with its digest. Default: agno:agentImage." }),
  tools: z
    .array(
      z
        .string()
        .min(1)
        .max(63)
        .regex(/^[-A-Za-z0-9_.]*$/, { error: "not a tool's name; allowed are letters, digits, - _ and ." }),
    )
    .max(64)
    .exactOptional()
    .meta({ description: "Tools of the agent, by the names that its image knows." }),
  pool: z.string().min(1).max(23).exactOptional().meta({
    description: "The node pool whose machines it needs: cpu, gpu, memory, or one of agno:pools.",
    default: AGENT_DEFAULTS.pool,
  }),
  spot: z.boolean().exactOptional().meta({
    description: "Whether its replicas may run on Spot nodes, which go within 120 s.",
    default: AGENT_DEFAULTS.spot,
  }),
  priority: z
    .enum(Object.keys(PRIORITIES) as [PriorityName, ...PriorityName[]])
    .exactOptional()
    .meta({ description: "Who runs first where there is not room for all. Default: the tenant's." }),
  resources: z
    .strictObject({
      requests: amounts.exactOptional().meta({ description: "What each replica's own container reserves." }),
      limits: amounts.exactOptional().meta({ description: "What each replica's own container uses at most." }),
    })
    .exactOptional()
    .meta({ description: "What each replica's own container needs; the mesh's sidecar comes on top." }),
  scaling: scaling.exactOptional().meta({ description: "How many replicas there are." }),
  canary: canary.exactOptional().meta({ description: "A new version that is being tried. Only while it runs." }),
});

export type AgentPatch = z.infer<typeof agent>;
