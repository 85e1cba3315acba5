/** From a resource back to the stack file: the settings that a person would change, the nearest first. */
import type { Path } from "../config/problem";
import type { RegisteredResource } from "../emulator/monitor";

const AGENT = "agno:agent:Agent";
const POOL = "gcp:container/nodePool:NodePool";

/** The settings that each resource comes from. Of what no setting is about, all regions. */
export function originsIn(resources: readonly RegisteredResource[]): (urn: string) => readonly Path[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  return (urn) => {
    const parents: RegisteredResource[] = [];
    for (let at = byUrn.get(urn); at !== undefined; at = byUrn.get(at.parent)) parents.push(at);
    const nameOf = (type: string) => parents.find((parent) => parent.type.startsWith(type))?.name;
    const region = nameOf("agno:region:");
    const tenantName = nameOf("agno:tenant:");
    const tenant = tenantName?.replace(`${region ?? ""}-tenant-`, "");
    const agent = nameOf(AGENT)?.replace(`${tenantName ?? ""}-agent-`, "");
    const pool = nameOf(POOL)
      ?.replace(`${region ?? ""}-cluster-`, "")
      .replace(/-spot$/, "");
    return [
      ...(tenant === undefined || agent === undefined ? [] : [["config", "agno:tenants", tenant, "agents", agent]]),
      ...(tenant === undefined ? [] : [["config", "agno:tenants", tenant]]),
      ...(region === undefined || pool === undefined
        ? []
        : [
            ["config", "agno:regions", region, "pools", pool],
            ["config", "agno:pools", pool],
          ]),
      ...(region === undefined ? [] : [["config", "agno:regions", region]]),
      ["config", "agno:regions"],
    ];
  };
}
