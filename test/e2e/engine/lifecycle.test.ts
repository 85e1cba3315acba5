/** Each stack of the repository from its first preview to its end, under the real engine. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../../../config/load";
import type { RegisteredResource } from "../../../emulator/monitor";
import { reportOn } from "../../../preview/report";
import { platformObjects } from "../cluster-objects";
import { type StateResource, plannedSteps, stateOf } from "../state";
import { type World, openWorld } from "../world";

/** What may outlive a stack: Google never forgets a ring, and keys are kept on purpose (docs/decisions/0004). */
const KEPT = ["gcp:kms/keyRing:KeyRing", "gcp:kms/cryptoKey:CryptoKey"];

const POOL = "agno:region:Region$agno:cluster:RegionalCluster$gcp:container/nodePool:NodePool";
const urn = (stack: string, type: string, name: string) => `urn:pulumi:${stack}::agno-platform::${type}::${name}`;

/** One setting of each stack, and all that an update must then do. */
const CHANGES = {
  dev: {
    edit: (file: string) => file.replace("cpu: { min: 1, max: 4 }", "cpu: { min: 1, max: 8 }"),
    steps: {
      [urn("dev", POOL, "us-central1-cluster-cpu")]: "update",
      [urn("dev", POOL, "us-central1-cluster-cpu-spot")]: "update",
    },
  },
  prod: {
    edit: (file: string) => file.replace("cpu: { max: 60 }", "cpu: { max: 70 }"),
    steps: {
      [urn("prod", POOL, "asia-southeast1-cluster-cpu")]: "update",
      [urn("prod", POOL, "asia-southeast1-cluster-cpu-spot")]: "update",
    },
  },
} as const;

const REGIONS = ["us-central1", "europe-west4", "asia-southeast1"];

/** Saving the state at each step is most of what prod takes; what an interrupted update leaves is tested in faults/. */
const SAVED_ONCE = { PULUMI_SKIP_CHECKPOINTS: "true" };

describe("under the real engine", function () {
  this.timeout(1_500_000);
  let world: World;
  before(async () => {
    world = await openWorld({ regions: REGIONS, environment: SAVED_ONCE });
  });
  after(() => world.close());

  const isEmpty = async () => {
    assert.deepEqual(
      world.cloud.resources.filter(({ type }) => !KEPT.includes(type)),
      [],
    );
    for (const region of REGIONS) assert.deepEqual(await platformObjects(world, region), []);
  };

  for (const stack of ["dev", "local", "prod"] as const) {
    describe(`stack ${stack}`, () => {
      it("is previewed without making anything", async () => {
        await world.pulumi("stack", "init", stack);
        const steps = await plannedSteps(world, stack);
        assert.deepEqual(new Set(Object.values(steps)), new Set(["create"]));
        assert.deepEqual(
          Object.keys(steps).sort(),
          (await offline(stack)).map(({ urn }) => urn),
        );
        await isEmpty();
      });

      it("goes up", async () => {
        await world.pulumi("up", "-s", stack, "--yes", "--skip-preview");
      });

      it("is what the offline preview shows, to the letter", async () => {
        const { resources } = await stateOf(world, stack);
        assert.deepEqual(resources.map(asShown).sort(byUrn), (await offline(stack)).map(asPreviewed));
      });

      it("needs no second update and no refresh", async () => {
        await world.pulumi("preview", "-s", stack, "--expect-no-changes");
        await world.pulumi("refresh", "-s", stack, "--yes", "--skip-preview", "--expect-no-changes");
        await world.pulumi("up", "-s", stack, "--yes", "--skip-preview", "--expect-no-changes");
      });

      if (stack !== "local") {
        it("changes what one setting is about and nothing else", async () => {
          const before = readFileSync(join(__dirname, "../../..", `Pulumi.${stack}.yaml`), "utf8");
          world.write(stack, CHANGES[stack].edit(before));
          assert.deepEqual(await plannedSteps(world, stack), CHANGES[stack].steps);
          await world.pulumi("up", "-s", stack, "--yes", "--skip-preview");
          await world.pulumi("preview", "-s", stack, "--expect-no-changes");
        });
      }

      if (stack === "prod") {
        it("is protected until its file says otherwise", async () => {
          await assert.rejects(
            world.pulumi("destroy", "-s", stack, "--yes", "--skip-preview"),
            /deletionProtection|is protected|cannot be deleted/,
          );
          const file = readFileSync(join(world.project, "Pulumi.prod.yaml"), "utf8");
          world.write(stack, file.replace("config:\n", "config:\n  agno:deletionProtection: false\n"));
          await world.pulumi("up", "-s", stack, "--yes", "--skip-preview");
        });
      }

      it("is destroyed, and leaves its keys only", async () => {
        await world.pulumi("destroy", "-s", stack, "--yes", "--skip-preview");
        assert.deepEqual(await stateOf(world, stack), { resources: [], pending: [] });
        await isEmpty();
      });
    });
  }
});

const ENGINES_OWN = ["version", "__internal"];

function byUrn(a: { readonly urn: string }, b: { readonly urn: string }): number {
  return a.urn < b.urn ? -1 : 1;
}

async function offline(stack: string): Promise<readonly RegisteredResource[]> {
  const environment = loadEnvironment({ directory: join(__dirname, "../../.."), stack });
  return (await reportOn(environment, { stack })).resources;
}

/** What a preview promises of a resource. */
function asPreviewed({ urn, type, parent, inputs, dependencies }: RegisteredResource) {
  return { urn, type, parent, inputs: comparable(type, inputs), dependencies };
}

function asShown({ urn, type, parent = "", inputs = {}, dependencies = [] }: StateResource) {
  return { urn, type, parent, inputs: comparable(type, inputs), dependencies: [...dependencies].sort() };
}

/** Without what the engine adds to a provider of its own accord, and where a cluster answers. */
function comparable(type: string, inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!type.startsWith("pulumi:providers:")) return inputs;
  const rest = Object.fromEntries(Object.entries(inputs).filter(([key]) => !ENGINES_OWN.includes(key)));
  if (typeof rest.kubeconfig !== "string") return rest;
  return { ...rest, kubeconfig: rest.kubeconfig.replace(/https:\/\/[^"]+/g, "https://…") };
}
