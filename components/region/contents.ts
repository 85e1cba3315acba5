/** What goes into the cluster of a region, whoever has made the cluster. */
import type * as pulumi from "@pulumi/pulumi";
import { Agent, type AgentArgs } from "../agent/agent";
import type { NodePool } from "../cluster/node-pools";
import { Mesh } from "../mesh/mesh";
import { Platform } from "../platform/platform";
import { Tenant } from "../tenant/tenant";
import type { TenantSettings } from "../tenant/settings";
import type { GoogleRegion } from "./google-regions";

export interface ContentsArgs {
  readonly region: GoogleRegion;
  /** Where agents have queues and secrets; absent where clusters are not Google's. */
  readonly google?: AgentArgs["google"];
  readonly domain: string;
  /** The name of the address that is reserved for the gateway; absent where clusters are not Google's. */
  readonly gatewayAddress?: pulumi.Input<string>;
  /** From planPools. */
  readonly pools: readonly NodePool[];
}

export interface Contents {
  /** Where the platform's own parts run. */
  readonly namespace: pulumi.Output<string>;
  /** Makes a tenant that is in this region, and its agents. */
  readonly admit: (tenant: TenantSettings) => void;
}

/** Makes the layers platform and mesh, on which tenants and their agents are made one by one. */
export function createContents(name: string, args: ContentsArgs, opts: pulumi.ComponentResourceOptions): Contents {
  const { region, google, domain, gatewayAddress, pools } = args;
  const clusters = google ? "google" : "kubeconfig";
  const platform = new Platform(`${name}-platform`, { region, pools, ...(google && { google }) }, opts);
  const mesh = new Mesh(
    `${name}-mesh`,
    { domain, ...(google && { google }), ...(gatewayAddress !== undefined && { gatewayAddress }) },
    { ...opts, dependsOn: [platform] },
  );
  const admit = (tenant: TenantSettings) => {
    const tenantName = `${name}-tenant-${tenant.id}`;
    const home = new Tenant(tenantName, { tenant, region, clusters }, { ...opts, dependsOn: [platform, mesh] });
    for (const agent of tenant.agents) {
      new Agent(
        `${tenantName}-agent-${agent.name}`,
        { agent, tenant, region, domain, ...(google && { google }) },
        // Not the whole tenant, of which the agent is a part.
        { parent: home, dependsOn: [...home.guards] },
      );
    }
  };
  return { namespace: platform.namespace, admit };
}
