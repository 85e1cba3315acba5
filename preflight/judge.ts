/** What is missing in a project, and the command that brings it. */
import { type Quota } from "./google";
import { BEFORE, BY_ITSELF, type Need } from "./needs";
import type { Role } from "./roles";

export interface Missing {
  /** What is wrong, in a line. */
  readonly what: string;
  readonly command: string;
}

export interface Finding {
  readonly missing: readonly Missing[];
  /** What a reader should know all the same. */
  readonly notes: readonly string[];
}

export function judgeServices(project: string, enabled: readonly string[]): Finding {
  const off = BEFORE.filter((service) => !enabled.includes(service));
  const later = BY_ITSELF.filter((service) => !enabled.includes(service));
  return {
    missing:
      off.length === 0
        ? []
        : [
            {
              what: `${off.length} APIs are off`,
              command: `gcloud services enable ${off.join(" ")} --project=${project}`,
            },
          ],
    notes: later.length === 0 ? [] : [`${later.length} more APIs are off; the first pulumi up switches them on`],
  };
}

/** @param member Whom the commands give the roles: "serviceAccount:…". */
export function judgePermissions(
  { project, member }: { readonly project: string; readonly member: string },
  roles: readonly Role[],
  held: readonly string[],
): Finding {
  const missing = roles.flatMap(({ role, why, permissions }) => {
    const lacking = permissions.filter((permission) => !held.includes(permission));
    if (lacking.length === 0) return [];
    const what = `no right to ${why} (${lacking.join(", ")})`;
    const command = `gcloud projects add-iam-policy-binding ${project} --member="${member}" --role=${role} --condition=None`;
    return [{ what, command }];
  });
  return { missing, notes: [] };
}

/** Where a project has no quota for Spot, Google counts Spot with the rest. */
const SPOT_OF: Readonly<Record<string, string>> = {
  PREEMPTIBLE_CPUS: "CPUS",
  PREEMPTIBLE_NVIDIA_T4_GPUS: "NVIDIA_T4_GPUS",
};

/**
 * @param quotas Of one region, or of the whole project.
 * @param needs Of the same.
 */
export function judgeQuotas(project: string, needs: readonly Need[], quotas: readonly Quota[]): Finding {
  const limits = new Map(quotas.map((quota) => [quota.metric, quota]));
  const missing: Missing[] = [];
  const notes: string[] = [];
  for (const need of withoutSpotQuota(needs, limits)) {
    const { metric, region, amount } = need;
    const place = region === undefined ? "" : ` in ${region}`;
    const quota = limits.get(metric);
    if (quota === undefined) {
      notes.push(`Google tells no quota ${metric}${place}; ${amount} are needed`);
    } else if (quota.limit >= 0 && quota.limit < amount) {
      missing.push({
        what: `quota ${metric}${place} is ${quota.limit}; full autoscale needs ${amount}`,
        command: commandFor(project, need),
      });
    } else if (quota.limit >= 0 && quota.limit - quota.usage < amount) {
      notes.push(
        `quota ${metric}${place}: ${quota.usage} of ${quota.limit} are in use, and full autoscale needs ${amount}: enough only if those in use are this platform's`,
      );
    }
  }
  return { missing, notes };
}

function withoutSpotQuota(needs: readonly Need[], limits: ReadonlyMap<string, Quota>): readonly Need[] {
  const merged = needs.flatMap(({ metric, ...need }) => {
    const standard = SPOT_OF[metric];
    const isMerged = standard !== undefined && (limits.get(metric)?.limit ?? 0) === 0;
    return [{ ...need, metric: isMerged ? standard : metric }];
  });
  const metrics = [...new Set(merged.map(({ metric }) => metric))];
  return metrics.map((metric) => {
    const same = merged.filter((need) => need.metric === metric);
    const [first] = same as [Need];
    return { ...first, amount: same.reduce((sum, { amount }) => sum + amount, 0) };
  });
}

/** Cloud Quotas calls a quota of Compute Engine after its metric. */
function commandFor(project: string, { metric, region, amount }: Need): string {
  const scope = region === undefined ? "-per-project" : "-per-project-region";
  const id = `${metric.replaceAll("_", "-")}${scope}`;
  const where = region === undefined ? "" : ` --dimensions=region=${region}`;
  return `gcloud beta quotas preferences create --project=${project} --service=compute.googleapis.com --quota-id=${id} --preferred-value=${amount}${where}`;
}
