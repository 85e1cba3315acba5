/** A stack file of any number of tenants. */
export interface Size {
  readonly tenants: number;
  readonly agentsEach: number;
  readonly regions: readonly string[];
  /** Settings besides, as lines of YAML. */
  readonly settings?: readonly string[];
}

/** Small agents, of which a quota holds many; nodes enough for all of them. */
export function stackWithTenants({ tenants, agentsEach, regions, settings = [] }: Size): string {
  const lines = [
    "gcp:project: acme-agents-bench",
    "agno:domain: acme.example",
    `agno:agentImage: registry.example/agno/agent@sha256:${"0".repeat(64)}`,
    "agno:pools: { cpu: { max: 300 } }",
    ...settings,
    "agno:regions:",
    ...regions.map((region, slot) => `  ${region}: { slot: ${slot} }`),
    "agno:tenants:",
    ...Array.from({ length: tenants }, (_, index) => `  tenant-${index}: { agents: ${agentsIn(agentsEach)} }`),
  ];
  return `config:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function agentsIn(count: number): string {
  const agents = Array.from({ length: count }, (_, index) => `agent-${index}: { modelName: gpt-5-mini }`);
  return `{ ${agents.join(", ")} }`;
}
