import {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "@pulumi/kubernetes/admissionregistration/v1";
import * as pulumi from "@pulumi/pulumi";
import type { NodePool } from "../cluster/node-pools";
import { type Guard, bindingOf, policyOf } from "./admission/guard";
import { guardsOf } from "./admission/guards";

export interface AdmissionArgs {
  /** Where the region's cluster comes from: elsewhere than at Google, storage has other names. */
  readonly clusters: "google" | "kubeconfig";
  /** From planPools: on these, tenants' pods may stand. */
  readonly pools: readonly NodePool[];
}

/** What a cluster's API server refuses of tenants, and of whoever acts for them. */
export class Admission extends pulumi.ComponentResource {
  /** Names of the policies. */
  readonly policies: readonly string[];

  constructor(name: string, args: AdmissionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:platform:Admission", name, {}, opts);

    const guards = guardsOf(args);
    for (const guard of guards) createGuard(name, guard, this);

    this.policies = guards.map((guard) => guard.name);
    this.registerOutputs({ policies: this.policies });
  }
}

function createGuard(name: string, guard: Guard, parent: pulumi.Resource): void {
  const logicalName = `${name}-${guard.name.replace("agno-", "")}`;
  const policy = new ValidatingAdmissionPolicy(logicalName, policyOf(guard), { parent });
  new ValidatingAdmissionPolicyBinding(`${logicalName}-binding`, bindingOf(guard), { parent, dependsOn: policy });
}
