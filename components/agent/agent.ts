import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2";
import { Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";
import { agentRoutesOf } from "../mesh/agent-routes";
import type { GoogleRegion } from "../region/google-regions";
import type { TenantSettings } from "../tenant/settings";
import { autoscalerOf } from "./autoscaler";
import { type Placement, deploymentOf } from "./deployment";
import { disruptionBudgetOf } from "./disruption-budget";
import { GoogleParts } from "./google-parts";
import { podMonitoringOf } from "./pod-monitoring";
import { queueNameOf } from "./queue";
import { secretProviderClassOf } from "./secrets";
import { serviceAccountOf, serviceOf } from "./service";
import type { AgentSettings } from "./settings";

export interface AgentArgs {
  readonly agent: AgentSettings;
  readonly tenant: TenantSettings;
  readonly region: GoogleRegion;
  /** It is reached at agents.DOMAIN; "": only from its tenant's other agents. */
  readonly domain: string;
  /** Where its queue and secrets are; absent where clusters are not Google's: then it has neither. */
  readonly google?: {
    readonly project: string;
    /** The address of Pub/Sub's own account in the project. */
    readonly queueAgent: pulumi.Input<string>;
  };
}

/** An agent of a tenant in one region: replicas that come and go with the load, the way to them, and their queue. */
export class Agent extends pulumi.ComponentResource {
  constructor(name: string, args: AgentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:agent:Agent", name, {}, opts);

    const { agent, tenant } = args;
    const parent = { parent: this };
    const account = new ServiceAccount(`${name}-account`, serviceAccountOf(agent, tenant), parent);
    const needs = [account, ...createGoogleParts(name, args, this)];
    createVersions(name, args, { ...parent, dependsOn: needs });
    new Service(`${name}-service`, serviceOf(agent, tenant), parent);
    new PodDisruptionBudget(`${name}-pdb`, disruptionBudgetOf(agent, tenant), parent);
    createAutoscaler(name, args, this);
    createRoutes(name, args, this);

    this.registerOutputs({ service: agent.name });
  }
}

/** Queue and secrets at Google, and what the cluster must know of them. */
function createGoogleParts(name: string, args: AgentArgs, parent: pulumi.Resource): readonly pulumi.Resource[] {
  const { agent, tenant, google } = args;
  if (google === undefined) return [];
  new CustomResource(`${name}-monitoring`, podMonitoringOf(agent, tenant), { parent });
  return [
    new GoogleParts(`${name}-google`, { owner: args, ...google }, { parent }),
    new CustomResource(`${name}-secrets`, secretProviderClassOf(args, google.project), { parent }),
  ];
}

function createVersions(name: string, args: AgentArgs, options: pulumi.CustomResourceOptions): void {
  const placement: Placement = { ...args, clusters: args.google ? "google" : "kubeconfig" };
  new Deployment(`${name}-stable`, deploymentOf(placement, "stable"), options);
  if (args.agent.canary) new Deployment(`${name}-canary`, deploymentOf(placement, "canary"), options);
}

function createAutoscaler(name: string, args: AgentArgs, parent: pulumi.Resource): HorizontalPodAutoscaler {
  const sources = args.google
    ? ({ clusters: "google", subscription: queueNameOf(args) } as const)
    : ({ clusters: "kubeconfig", subscription: "" } as const);
  return new HorizontalPodAutoscaler(`${name}-hpa`, autoscalerOf(args.agent, args.tenant, sources), { parent });
}

/** The way to it through the mesh. */
function createRoutes(name: string, { agent, tenant, domain }: AgentArgs, parent: pulumi.Resource): void {
  for (const object of agentRoutesOf(agent, tenant, domain)) {
    new CustomResource(`${name}-${object.metadata.name.replace(`${agent.name}-`, "")}-route`, object, { parent });
  }
}
