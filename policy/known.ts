/** The rule that keeps the others honest: what no rule has looked at is not taken for harmless. */
import { z } from "zod";
import { IAM } from "./access";
import { type Properties, isRecord } from "./subject";
import { type Rule, isStackRule, resourceRule } from "./rule";
import { shown } from "./watched";

/** Kinds without anything to judge: somebody has looked. */
const HARMLESS = [
  ...["gcp:compute/address:Address", "gcp:compute/globalAddress:GlobalAddress", "gcp:compute/network:Network"],
  ...["gcp:compute/healthCheck:HealthCheck"],
  ...["gcp:compute/router:Router", "gcp:compute/routerNat:RouterNat", "gcp:dns/managedZone:ManagedZone"],
  ...["gcp:dns/recordSet:RecordSet", "gcp:kms/keyRing:KeyRing", "gcp:networkconnectivity/hub:Hub"],
  ...["gcp:networkconnectivity/spoke:Spoke", "gcp:projects/service:Service"],
  ...["gcp:projects/serviceIdentity:ServiceIdentity", "gcp:servicenetworking/connection:Connection"],
  ...["admissionregistration.k8s.io/ValidatingAdmissionPolicy"],
  ...["admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding"],
  ...["apiextensions.k8s.io/CustomResourceDefinition", "apiregistration.k8s.io/APIService"],
  ...["cert-manager.io/Certificate", "cert-manager.io/Issuer", "cloud.google.com/ComputeClass"],
  ...["core/ConfigMap", "core/PersistentVolumeClaim", "monitoring.googleapis.com/PodMonitoring"],
  ...["scheduling.k8s.io/PriorityClass", "secrets-store.csi.x-k8s.io/SecretProviderClass"],
  ...["autoscaling/HorizontalPodAutoscaler", "core/ResourceQuota", "core/LimitRange", "ai.company.com/AgnoAgent"],
];

const more = z.strictObject({
  kinds: z
    .array(z.string())
    .default([])
    .describe("Further kinds that somebody has looked at, as the message names them, such as batch/Job."),
});

/** @param others All other rules: what one of them looks at is known. */
export function kindsAreKnown(others: readonly Rule[]): Rule {
  const known = new Set([...HARMLESS, ...others.flatMap((rule) => (isStackRule(rule) ? [] : rule.kinds))]);
  known.delete("*");
  return resourceRule<Properties, z.infer<typeof more>>({
    name: "kinds-are-known",
    why: "A resource of another kind could do all that the rules forbid, and no rule would notice.",
    mend: "look at what it can do, write a rule for it, and add it to policy/known.ts or to this rule's kinds",
    level: "mandatory",
    figures: more,
    kinds: ["*"],
    *check({ kind, type, custom, props }, { kinds }) {
      if (!custom || type.startsWith("pulumi:") || known.has(kind) || kinds.includes(kind) || IAM.test(kind)) return;
      // A list counts as its items, which are judged one by one.
      if (type.startsWith("kubernetes:") && kind.endsWith("List") && isItems(props.items)) return;
      yield { what: "its kind", value: shown(kind), limit: "kinds that a rule looks at" };
    },
  });
}

function isItems(items: unknown): boolean {
  return Array.isArray(items) && items.every((item) => isRecord(item));
}
