/**
 * Bounds that Google states in the words of a description only, where no machine-readable part says them.
 *
 * Each quotes the words it stands on; a test finds them in the description, so a bound that Google lifts is noticed.
 */
import type { Finding, Inputs } from "./check-inputs";
import { type Found, valuesAt } from "./values-at";

export interface ProseBound {
  /** The inputs that are bound, by Pulumi type; "[]" after a name goes through a list. */
  readonly at: readonly (readonly [type: string, path: string])[];
  /** The described field, "document Schema.field", and words of its description. */
  readonly source: readonly [field: string, words: string];
  /** What is wrong when the bound does not hold. */
  readonly message: string;
  readonly holds: (value: unknown) => boolean;
}

const CLUSTER = "gcp:container/cluster:Cluster";
const NODE_POOL = "gcp:container/nodePool:NodePool";
const KUBELET = "container.v1 NodeKubeletConfig";
const AUTOSCALING = "container.v1 NodePoolAutoscaling";

const nodeConfigs = [
  [NODE_POOL, "nodeConfig"],
  [CLUSTER, "nodeConfig"],
  [CLUSTER, "nodePools[].nodeConfig"],
] as const;
const autoscalings = [
  [NODE_POOL, "autoscaling"],
  [CLUSTER, "nodePools[].autoscaling"],
] as const;

export const proseBounds: readonly ProseBound[] = [
  {
    at: nodeConfigs.map(([type, path]) => [type, `${path}.kubeletConfig.shutdownGracePeriodSeconds`]),
    source: [`${KUBELET}.shutdownGracePeriodSeconds`, "Allowed values: 0, 30, 120."],
    message: "must be 0, 30 or 120",
    holds: (seconds) => seconds === 0 || seconds === 30 || seconds === 120,
  },
  {
    at: nodeConfigs,
    source: [`${KUBELET}.shutdownGracePeriodSeconds`, "This field is only valid for Spot VMs."],
    message: "kubeletConfig.shutdownGracePeriodSeconds needs spot: true beside it",
    holds: (config) => numberIn(config, "kubeletConfig.shutdownGracePeriodSeconds") === undefined || isSpot(config),
  },
  {
    // The words allow equality too, which would leave no time for any pod but the critical ones.
    at: nodeConfigs.map(([type, path]) => [type, `${path}.kubeletConfig`]),
    source: [`${KUBELET}.shutdownGracePeriodCriticalPodsSeconds`, "only valid if shutdown_grace_period_seconds is set"],
    message: "shutdownGracePeriodCriticalPodsSeconds must be less than shutdownGracePeriodSeconds",
    holds: (kubelet) => {
      const critical = numberIn(kubelet, "shutdownGracePeriodCriticalPodsSeconds") ?? 0;
      return critical === 0 || critical < (numberIn(kubelet, "shutdownGracePeriodSeconds") ?? 0);
    },
  },
  {
    at: autoscalings,
    source: [`${AUTOSCALING}.totalMinNodeCount`, "mutually exclusive with the *_node_count fields"],
    message: "totalMinNodeCount and totalMaxNodeCount exclude minNodeCount and maxNodeCount in the same pool",
    holds: (scaling) =>
      !(hasAny(scaling, "totalMinNodeCount", "totalMaxNodeCount") && hasAny(scaling, "minNodeCount", "maxNodeCount")),
  },
  {
    at: autoscalings,
    source: [`${AUTOSCALING}.totalMaxNodeCount`, "Must be greater than or equal to total_min_node_count."],
    message: "totalMaxNodeCount must not be less than totalMinNodeCount",
    holds: (scaling) => inOrder(numberIn(scaling, "totalMinNodeCount"), numberIn(scaling, "totalMaxNodeCount")),
  },
  {
    at: autoscalings,
    source: [`${AUTOSCALING}.maxNodeCount`, "Must be >= min_node_count."],
    message: "maxNodeCount must not be less than minNodeCount",
    holds: (scaling) => inOrder(numberIn(scaling, "minNodeCount"), numberIn(scaling, "maxNodeCount")),
  },
  {
    at: nodeConfigs.map(([type, path]) => [type, `${path}.diskSizeGb`]),
    source: ["container.v1 NodeConfig.diskSizeGb", "The smallest allowed disk size is 15 GB"],
    message: "must be at least 15",
    holds: (size) => Number(size) >= 15,
  },
  {
    at: [[CLUSTER, "maintenancePolicy.recurringWindow.recurrence"]],
    source: ["container.v1 RecurringTimeWindow.recurrence", "HOURLY, MINUTELY, and SECONDLY are not supported"],
    message: "must begin a window DAILY, WEEKLY, MONTHLY or YEARLY",
    holds: (rule) => /(^|;)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)/.test(String(rule)),
  },
  {
    at: [
      [CLUSTER, "maintenancePolicy.recurringWindow"],
      [CLUSTER, "maintenancePolicy.maintenanceExclusions[]"],
    ],
    source: ["container.v1 TimeWindow.endTime", "The end time should take place after the start time."],
    message: "endTime must be after startTime",
    holds: (window) => inOrder(timeIn(window, "startTime"), timeIn(window, "endTime")),
  },
  {
    at: [["gcp:networkconnectivity/hub:Hub", ""]],
    source: ["networkconnectivity.v1 Hub.presetTopology", "this field is only used when policy_mode = PRESET"],
    message: 'presetTopology needs policyMode: "PRESET" beside it',
    holds: (hub) => !hasAny(hub, "presetTopology") || textIn(hub, "policyMode") === "PRESET",
  },
  {
    at: [["gcp:compute/subnetwork:Subnetwork", "logConfig.flowSampling"]],
    source: ["compute.v1 SubnetworkLogConfig.flowSampling", "The value of the field must be in [0, 1]."],
    message: "must be from 0 to 1",
    holds: (share) => Number(share) >= 0 && Number(share) <= 1,
  },
  {
    at: [["gcp:compute/firewall:Firewall", "priority"]],
    source: ["compute.v1 Firewall.priority", "an integer between `0` and `65535`, both inclusive"],
    message: "must be from 0 to 65535",
    holds: (priority) => Number(priority) >= 0 && Number(priority) <= 65_535,
  },
  {
    at: [["gcp:compute/network:Network", "mtu"]],
    source: ["compute.v1 Network.mtu", "The minimum value for this field is 1300 and the maximum value is 8896."],
    message: "must be from 1300 to 8896",
    holds: (bytes) => Number(bytes) >= 1300 && Number(bytes) <= 8896,
  },
  {
    at: [["gcp:kms/cryptoKey:CryptoKey", "rotationPeriod"]],
    source: ["cloudkms.v1 CryptoKey.rotationPeriod", "Must be at least 24 hours and at most 876,000 hours."],
    message: "must be from 86400s to 3153600000s",
    holds: (period) => {
      const seconds = /^([\d.]+)s$/.exec(String(period))?.[1] ?? "86400";
      return Number(seconds) >= 86_400 && Number(seconds) <= 3_153_600_000;
    },
  },
  {
    at: [["gcp:kms/cryptoKey:CryptoKey", ""]],
    source: ["cloudkms.v1 CryptoKey.rotationPeriod", "For other keys, this field must be omitted."],
    message: "rotationPeriod is only for keys of the purpose ENCRYPT_DECRYPT",
    holds: (key) =>
      !hasAny(key, "rotationPeriod") || (textIn(key, "purpose") ?? "ENCRYPT_DECRYPT") === "ENCRYPT_DECRYPT",
  },
  {
    at: [["gcp:serviceaccount/account:Account", "accountId"]],
    source: ["iam.v1 CreateServiceAccountRequest.accountId", "must be 6-30 characters long"],
    message: "must be 6 to 30 lower-case letters, digits and hyphens, a letter first, no hyphen last",
    holds: (id) => /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(String(id)),
  },
  {
    at: [["gcp:serviceaccount/account:Account", "displayName"]],
    source: ["iam.v1 ServiceAccount.displayName", "The maximum length is 100 UTF-8 bytes."],
    message: "must not be longer than 100 bytes",
    holds: (name) => Buffer.byteLength(String(name)) <= 100,
  },
  {
    at: [["gcp:serviceaccount/account:Account", "description"]],
    source: ["iam.v1 ServiceAccount.description", "The maximum length is 256 UTF-8 bytes."],
    message: "must not be longer than 256 bytes",
    holds: (text) => Buffer.byteLength(String(text)) <= 256,
  },
];

/** The bounds that the inputs break. */
export function brokenBounds(type: string, inputs: Inputs): readonly Finding[] {
  return proseBounds.flatMap((bound) => {
    const found = bound.at.filter(([bound]) => bound === type).flatMap(([, path]) => valuesAt(inputs, path));
    const broken = found.filter(({ value }) => !bound.holds(value));
    return broken.map(({ path }) => ({ path, message: `${bound.message}; Google: "${bound.source[1]}"` }));
  });
}

function first(group: unknown, path: string): Found["value"] {
  return valuesAt(group, path)[0]?.value;
}

function numberIn(group: unknown, path: string): number | undefined {
  const value = first(group, path);
  return typeof value === "number" ? value : undefined;
}

function textIn(group: unknown, path: string): string | undefined {
  const value = first(group, path);
  return typeof value === "string" ? value : undefined;
}

function timeIn(group: unknown, path: string): number | undefined {
  const text = textIn(group, path);
  return text === undefined ? undefined : Date.parse(text);
}

function isSpot(nodeConfig: unknown): boolean {
  return first(nodeConfig, "spot") === true;
}

function hasAny(group: unknown, ...paths: readonly string[]): boolean {
  return paths.some((path) => first(group, path) !== undefined);
}

/** A bound that is not set, or not a time, is no bound. */
function inOrder(low: number | undefined, high: number | undefined): boolean {
  return low === undefined || high === undefined || !(high < low);
}
