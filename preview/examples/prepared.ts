/** Ten changes that a pull request may bring, for docs/examples/: what its comment looks like. */

/** In a file, one text instead of another, which must stand there once. */
export interface Replacement {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface Prepared {
  /** The example's file name without .md. */
  readonly name: string;
  /** What a person wants with it. */
  readonly title: string;
  readonly replacements: readonly Replacement[];
}

const FILE = "Pulumi.prod.yaml";
const TENANTS = "  agno:tenants:\n";
const US = "us-central1: { slot: 0 }";
const ASIA = "asia-southeast1: { slot: 2, pools: { cpu: { max: 60 }, memory: { max: 20 } } }";
const REGIONS = "  agno:regions:\n";
const VISION = "        vision: { modelName: qwen3-vl-8b, pool: gpu, scaling: { minReplicas: 1, maxReplicas: 3 } }\n";

const inFile = (from: string, to: string): Replacement => ({ file: FILE, from, to });

export const PREPARED: readonly Prepared[] = [
  {
    name: "add-a-tenant",
    title: "A tenant with one agent, in every region",
    replacements: [
      inFile(
        TENANTS,
        `${TENANTS}    hooli:\n      groups: { admin: hooli-admins@acme.example }\n      agents: { search: { modelName: gpt-5-mini } }\n`,
      ),
    ],
  },
  {
    name: "add-a-region",
    title: "A fourth region",
    replacements: [inFile(ASIA, `${ASIA}\n    europe-west1: { slot: 3 }`)],
  },
  {
    name: "change-a-machine-type",
    title: "Larger machines for the CPU pool of one region",
    replacements: [inFile("{ max: 60 }", "{ max: 60, machineType: n1-standard-8 }")],
  },
  {
    name: "shrink-a-quota",
    title: "Fewer CPUs for a tenant: its autoscalers' ceilings follow",
    replacements: [inFile("quota: { gpus: 4 }", 'quota: { gpus: 4, cpu: "8" }')],
  },
  {
    name: "remove-an-agent",
    title: "An agent goes, and with it its messages and secrets",
    replacements: [inFile(VISION, "")],
  },
  {
    name: "move-a-region",
    title: "Another slot for a region: the mistake that the schema warns of",
    replacements: [inFile(US, "us-central1: { slot: 5 }")],
  },
  {
    name: "take-a-region-away",
    title: "A region goes",
    replacements: [inFile(`    ${ASIA}\n`, "")],
  },
  {
    name: "rename-a-component",
    title: "Another name in the code, with an alias: nothing is made anew",
    replacements: [
      {
        file: "components/global/foundation.ts",
        from: "new Hub(`${name}-network`, afterServices)",
        to: "new Hub(`${name}-hub`, { ...afterServices, aliases: [{ name: `${name}-network` }] })",
      },
    ],
  },
  {
    name: "break-a-rule",
    title: "A slip in a maximum, which a policy catches",
    replacements: [inFile("{ max: 60 }", "{ max: 600 }")],
  },
  {
    name: "exceed-a-budget",
    title: "Machines four times as large, which the budget does not cover",
    replacements: [inFile(REGIONS, `  agno:pools: { cpu: { machineType: n1-standard-16 } }\n${REGIONS}`)],
  },
];
