/** Changes as a comparison could find them in prod: a tenant more, a machine type, a database gone, a rename. */
import type { Changes, Placed } from "../../../preview/changes/changes";

const amounts = (monthly: number) => ({ hourly: Math.round(monthly / 730), daily: Math.round(monthly / 30), monthly });
const levels = (floor: number, expected: number, ceiling: number) => ({
  ...{ floor: amounts(floor), expected: amounts(expected), ceiling: amounts(ceiling) },
});

export function placed(type: string, name: string, region = "", tenant = ""): Placed {
  return { urn: `urn:pulumi:prod::agno-platform::${type}::${name}`, type, name, region, tenant };
}

export const CHANGES: Changes = {
  base: { ref: "HEAD~1", commit: "3cd48b7f0a6e4d4a9a1f8f4f6a0f9a6bb6e40b11" },
  added: [
    placed("kubernetes:core/v1:Namespace", "europe-west4-tenant-globex-namespace", "europe-west4", "globex"),
    placed("kubernetes:core/v1:ResourceQuota", "europe-west4-tenant-globex-quota", "europe-west4", "globex"),
    placed("agno:tenant:Tenant", "europe-west4-tenant-globex", "europe-west4", "globex"),
  ],
  removed: [
    {
      ...placed(
        "gcp:pubsub/topic:Topic",
        "us-central1-tenant-initech-agent-billing-google-queue",
        "us-central1",
        "initech",
      ),
      isProtected: false,
      loses: "messages that nobody has taken yet",
    },
    {
      ...placed("gcp:compute/address:Address", "asia-southeast1-network-egress-2", "asia-southeast1"),
      isProtected: false,
      loses: "",
    },
  ],
  changed: [
    {
      ...placed("gcp:container/nodePool:NodePool", "us-central1-cluster-cpu", "us-central1"),
      was: null,
      paths: ["autoscaling.totalMaxNodeCount", "nodeConfig.machineType"],
      before: { "autoscaling.totalMaxNodeCount": 30, "nodeConfig.machineType": "n1-standard-4" },
      after: { "autoscaling.totalMaxNodeCount": 40, "nodeConfig.machineType": "n2-standard-8" },
      replacedFor: ["nodeConfig.machineType"],
      isProtected: false,
      loses: "",
    },
    {
      ...placed("gcp:kms/cryptoKey:CryptoKey", "global-keys-us-central1-key"),
      was: null,
      paths: ["keyRing"],
      before: { keyRing: "agno-keys-us-central1" },
      after: { keyRing: "agno-keys-us" },
      replacedFor: ["keyRing"],
      isProtected: false,
      loses: "all that was encrypted with it",
    },
    {
      ...placed("kubernetes:core/v1:ResourceQuota", "us-central1-tenant-initech-quota", "us-central1", "initech"),
      was: "urn:pulumi:prod::agno-platform::kubernetes:core/v1:ResourceQuota::us-central1-initech-quota",
      paths: ["spec.hard.limits.cpu", "spec.scopes"],
      before: { "spec.hard.limits.cpu": "80" },
      after: { "spec.hard.limits.cpu": "60", "spec.scopes": ["NotTerminating"] },
      replacedFor: [],
      isProtected: false,
      loses: "",
    },
  ],
  costDelta: {
    total: levels(1_029, -54_012, 361_250),
    regions: { "us-central1": levels(0, -57_057, 354_186), "europe-west4": levels(1_029, 3_045, 7_064) },
    tenants: { globex: levels(1_029, 3_045, 7_064), initech: levels(0, -1_200, -3_300) },
  },
};
