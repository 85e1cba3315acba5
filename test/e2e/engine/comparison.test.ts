/** What the preview says that an edit changes is what the engine then plans, resource by resource. */
import assert from "node:assert/strict";
import { cpSync, lstatSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { loadEnvironment } from "../../../config/load";
import type { RegisteredResource } from "../../../emulator/monitor";
import { type Difference, differenceBetween } from "../../../preview/changes/difference";
import { reportOn } from "../../../preview/report";
import { type Plan, planOf, propertiesOf } from "../plan";
import { type World, openWorld } from "../world";

const STACK = "dev";
const STACK_FILE = `
config:
  gcp:project: acme-agents-dev
  agno:domain: dev.acme.example
  agno:agentImage: registry.example/agents/agent@sha256:${"0123456789abcdef".repeat(4)}
  agno:deletionProtection: false
  agno:pools:
    cpu: { min: 1, max: 4 }
    gpu: { max: 1 }
    memory: { min: 0, max: 2 }
    system: { min: 1, max: 2 }
  agno:regions:
    us-central1: { slot: 0 }
    europe-west4: { slot: 1 }
  agno:tenants:
    globex: { tier: trial, modelHosts: [api.openai.com], agents: { support: { modelName: gpt-5-mini } } }
    initech: { tier: trial, residency: [europe-west4], agents: { billing: { modelName: gpt-5-mini } } }
`;

/** Settings by their paths below config; undefined takes one away. */
type Edits = readonly (readonly [path: readonly string[], value: unknown])[];

const cpu = ["agno:pools", "cpu"];
const west = ["agno:regions", "europe-west4"];
const agents = { faq: { modelName: "gpt-5-mini" } };
const hooli = { tier: "trial", residency: ["us-central1"], agents };

const urn = (types: string, name: string) => `urn:pulumi:${STACK}::agno-platform::agno:${types}::europe-west4-${name}`;
const NAT = urn("region:Region$agno:network:RegionalNetwork$gcp:compute/routerNat:RouterNat", "network-nat");
const CLUSTER = urn("region:Region$agno:cluster:RegionalCluster$gcp:container/cluster:Cluster", "cluster-cluster");
const KEYS = `urn:pulumi:${STACK}::agno-platform::agno:global:Foundation$agno:global:ClusterKeys$`;
const KEY = `${KEYS}gcp:kms/cryptoKey:CryptoKey::global-keys-europe-west4-key`;
const RING = `${KEYS}gcp:kms/keyRing:KeyRing::global-keys-europe-west4-ring`;

/**
 * Each with what the engine does of it: otherwise, two that find nothing would agree as well. And with what the engine
 * plans to update only because it cannot know that what is made anew will have the same id, which the comparison knows.
 */
const EDITS: Readonly<Record<string, readonly [Edits, readonly (keyof Plan)[], ...string[]]>> = {
  nothing: [[], []],
  "another tenant": [[[["agno:tenants", "hooli"], hooli]], ["created"]],
  "a tenant less": [[[["agno:tenants", "initech"], undefined]], ["deleted"]],
  "another agent": [
    [[["agno:tenants", "globex", "agents"], { ...agents, support: agents.faq }]],
    ["created", "updated"],
  ],
  "another machine type": [[[[...cpu, "machineType"], "n2-standard-4"]], ["updated"]],
  "more nodes": [[[[...cpu, "max"], 8]], ["updated"]],
  "more GPUs a node": [[[["agno:pools", "gpu", "gpus"], 2]], ["replaced"]],
  "no Spot nodes": [[[[...cpu, "spotShare"], 0]], ["deleted", "updated"]],
  "another quota": [[[["agno:tenants", "globex", "quota"], { cpu: 6, pods: 40 }]], ["updated"]],
  "another slot": [[[[...west, "slot"], 2]], ["updated", "replaced"], NAT],
  "fewer Pods a node": [[[[...west, "podsPerNode"], 32]], ["replaced"]],
  "a drained region": [[[[...west, "weight"], 0]], ["updated"]],
  "another way to divide the traffic": [[[["agno:routing"], { policy: "nearest" }]], ["updated"]],
  "another region": [[[["agno:regions", "asia-southeast1"], { slot: 3 }]], ["created", "updated"]],
  "a region less": [
    [
      [west, undefined],
      [["agno:tenants", "initech"], undefined],
    ],
    ["deleted", "updated"],
  ],
  protection: [[[["agno:deletionProtection"], true]], ["updated", "protection"]],
  "another domain": [[[["agno:domain"], "acme.example"]], ["updated", "replaced"]],
};

describe("the comparison and the real engine", function () {
  this.timeout(600_000);
  let world: World;
  /** As it went up: the CLI has noted its salt in it. */
  let stackFile: string;
  let base: readonly RegisteredResource[];
  before(async function () {
    this.timeout(1_500_000);
    world = await openWorld({
      regions: ["us-central1", "europe-west4"],
      stacks: { [STACK]: STACK_FILE },
      // What an interrupted update leaves is tested in faults/.
      environment: { PULUMI_SKIP_CHECKPOINTS: "true" },
    });
    await world.pulumi("stack", "init", STACK);
    await up();
    stackFile = readFileSync(join(world.project, `Pulumi.${STACK}.yaml`), "utf8");
    base = await evaluated();
  });
  after(() => world.close());
  afterEach(() => {
    world.write(STACK, stackFile);
  });

  const up = () => world.pulumi("up", "-s", STACK, "--yes", "--skip-preview");
  const say = (edits: Edits) => {
    const document = parseDocument(stackFile);
    for (const [path, value] of edits)
      if (value === undefined) document.deleteIn(["config", ...path]);
      else document.setIn(["config", ...path], document.createNode(value, { aliasDuplicateObjects: false }));
    world.write(STACK, document.toString());
  };
  const evaluated = async (evaluate = reportOn) => {
    const environment = loadEnvironment({ directory: world.project, stack: STACK });
    return (await evaluate(environment, { stack: STACK })).resources;
  };

  for (const [what, [edits, shows, ...unknown]] of Object.entries(EDITS))
    it(`agree on ${what}`, async () => {
      say(edits);
      const after = await evaluated();
      const plan = await planOf(world, STACK);
      const said = planIn(differenceBetween(base, after));
      assert.deepEqual({ ...said, updated: [...said.updated, ...unknown].sort() }, plan);
      assert.deepEqual(shownIn(plan), shows);
    });

  it("agree on what has another name in another revision of the code", async () => {
    copyCode(world.project);
    const file = join(world.project, "components/region/region.ts");
    const original = readFileSync(file, "utf8");
    rewrite(file, RENAMED);
    const copy = (await import(join(world.project, "preview/report.ts"))) as { readonly reportOn: typeof reportOn };
    const after = await evaluated(copy.reportOn);
    const plan = await planOf(world, STACK).finally(() => {
      writeFileSync(file, original);
    });
    assert.deepEqual(planIn(differenceBetween(base, after)), plan);
    assert.deepEqual(shownIn(plan), ["renamed"]);
    const network = "region:Region$agno:network:RegionalNetwork";
    assert.equal(plan.renamed[urn(network, "vpc")], urn(network, "network"));
    const subnetwork = `${network}$gcp:compute/subnetwork:Subnetwork`;
    assert.equal(plan.renamed[urn(subnetwork, "vpc-subnetwork")], urn(subnetwork, "network-subnetwork"));
  });

  describe("agree, where all is protected,", () => {
    before(async () => {
      say([[["agno:deletionProtection"], true]]);
      await up();
      guarded = await evaluated();
    });
    let guarded: readonly RegisteredResource[];

    const refused: Readonly<Record<string, readonly [Edits, readonly string[]]>> = {
      "that another slot is refused": [[[[...west, "slot"], 2]], [CLUSTER]],
      "that another slot is refused even where the protection goes with it": [
        [
          [[...west, "slot"], 2],
          [["agno:deletionProtection"], false],
        ],
        [CLUSTER],
      ],
      "that a region less is refused": [
        [
          [west, undefined],
          [["agno:tenants", "initech"], undefined],
        ],
        [KEY, RING, CLUSTER],
      ],
    };
    for (const [what, [edits, guardedOnes]] of Object.entries(refused))
      it(what, async () => {
        say(edits);
        const { removed, changed } = differenceBetween(guarded, await evaluated());
        const going = [...removed, ...changed.filter(({ replacedFor }) => replacedFor.length > 0)];
        assert.deepEqual(
          going.filter(({ isProtected }) => isProtected).map(({ urn }) => urn),
          guardedOnes,
        );
        const { status, stdout, stderr } = await world.engine.run("preview", "-s", STACK);
        assert.notEqual(status, 0);
        // It ends at the first, which is the cluster.
        assert.deepEqual(refusedIn(stdout + stderr), [CLUSTER]);
      });
  });
});

/** The network's component under another name; what is in it follows. */
const RENAMED = [
  ["`${name}-network`,", "`${name}-vpc`,"],
  [
    "{ parent: this },\n    );\n    const cluster",
    "{ parent: this, aliases: [{ name: `${name}-network` }] },\n    );\n    const cluster",
  ],
] as const;

/** Another revision's code in a project that was linked to this one's. */
function copyCode(project: string): void {
  for (const name of readdirSync(project)) {
    const path = join(project, name);
    if (!lstatSync(path).isSymbolicLink() || name === "node_modules") continue;
    const original = realpathSync(path);
    rmSync(path);
    cpSync(original, path, { recursive: true });
  }
}

function rewrite(file: string, changes: readonly (readonly [from: string, to: string])[]): void {
  const text = readFileSync(file, "utf8");
  const missing = changes.find(([from]) => !text.includes(from));
  assert.equal(missing, undefined);
  writeFileSync(
    file,
    changes.reduce((now, [from, to]) => now.replace(from, to), text),
  );
}

/** The resources that the engine names where it refuses to touch what is protected. */
function refusedIn(output: string): readonly string[] {
  const found = [...output.matchAll(/(?:unable to replace|Preview failed:) resource "(urn:[^"]+)"/g)].map(
    ([, urn = ""]) => urn,
  );
  return [...new Set(found)].sort();
}

/** What the engine must plan where this is what differs. */
function planIn({ added, removed, changed }: Difference): Plan {
  const urns = (some: readonly { readonly urn: string }[]) => some.map(({ urn }) => urn).sort();
  const anew = changed.filter(({ replacedFor }) => replacedFor.length > 0);
  const updated = changed.filter(
    ({ paths, replacedFor }) => replacedFor.length === 0 && paths.some((path) => !path.startsWith("options:")),
  );
  const named = changed.flatMap(({ urn, was }) => (was === null ? [] : [[urn, was] as const]));
  return {
    created: urns(added),
    deleted: urns(removed),
    updated: urns(updated),
    replaced: Object.fromEntries(
      anew.map(({ urn, paths, replacedFor }) => [
        urn,
        replacedFor.every((path) => paths.includes(path)) ? propertiesOf(replacedFor) : [],
      ]),
    ),
    renamed: Object.fromEntries(named),
    protection: urns(changed.filter(({ paths }) => paths.includes("options:protect"))),
  };
}

function shownIn(plan: Plan): readonly string[] {
  return Object.entries(plan).flatMap(([what, urns]) => (Object.keys(urns as object).length > 0 ? [what] : []));
}
