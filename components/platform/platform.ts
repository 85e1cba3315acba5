import { Namespace } from "@pulumi/kubernetes/core/v1";
import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1";
import * as pulumi from "@pulumi/pulumi";
import { RESTRICTED } from "./pod-security";
import { PRIORITIES, type PriorityName, priorityClassOf } from "./priorities";

/** The platform layer of one region: what its cluster has once, for all tenants. */
export class Platform extends pulumi.ComponentResource {
  /** Where the platform's own parts run. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("agno:platform:Platform", name, {}, opts);

    this.namespace = createNamespace(name, this).metadata.name;
    const priorities = Object.keys(PRIORITIES) as PriorityName[];
    for (const priority of priorities) createPriorityClass(name, priority, this);

    this.registerOutputs({ namespace: this.namespace });
  }
}

function createNamespace(name: string, parent: pulumi.Resource): Namespace {
  return new Namespace(`${name}-namespace`, { metadata: { name: "agno-system", labels: RESTRICTED } }, { parent });
}

function createPriorityClass(name: string, priority: PriorityName, parent: pulumi.Resource): PriorityClass {
  return new PriorityClass(
    `${name}-${priority}`,
    { metadata: { name: priorityClassOf(priority) }, ...PRIORITIES[priority] },
    { parent },
  );
}
