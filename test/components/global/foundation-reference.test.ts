import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { globalStackOf, referTo } from "../../../components/global/foundation-reference";
import type { Properties } from "../../../emulator/model";
import { evaluate } from "../../../emulator/run";

const STACK = "acme/agno-platform/prod-global";
const HUB = "projects/acme-agents-test/locations/global/hubs/agno-hub";
const QUEUES = "service-1@gcp-sa-pubsub.iam.gserviceaccount.com";
const KEY = "projects/acme-agents-test/locations/us-east1/keyRings/agno/cryptoKeys/key";
const OTHER_KEY = "projects/acme-agents-test/locations/us-west1/keyRings/agno/cryptoKeys/key";

const US_EAST = { regions: ["us-east1"], domain: "" };

/** Refers to the stack, which has these outputs, for some regions. */
async function refer(outputs: Properties, regions: readonly string[], domain = ""): Promise<Properties> {
  const { outputs: got } = await evaluate(
    () => referTo(new pulumi.StackReference(STACK), { regions, domain }).outputs,
    {
      stackOutputs: (name) => (name === STACK ? outputs : undefined),
    },
  );
  return got;
}

describe("reference to the global layer", () => {
  it("is to the environment's global stack, of the same owner and project", async () => {
    const { outputs } = await evaluate(() => ({ stack: globalStackOf("prod") }), {
      organization: "acme",
      project: "agno-platform",
      stack: "prod-us-east1",
    });
    assert.deepEqual(outputs, { stack: STACK });
  });

  it("brings the hub, the account of Pub/Sub and the keys of the regions asked for", async () => {
    const global = { hubId: HUB, queueAgent: QUEUES, clusterKeyIds: { "us-east1": KEY, "us-west1": OTHER_KEY } };
    const outputs = await refer({ global }, ["us-east1"]);
    assert.deepEqual(outputs, {
      ...{ hubId: HUB, queueAgent: QUEUES, clusterKeyIds: { "us-east1": KEY } },
      gatewayAddresses: {},
    });
  });

  it("brings the addresses of gateways, where there are any", async () => {
    const keys = { hubId: HUB, queueAgent: QUEUES, clusterKeyIds: { "us-east1": KEY } };
    const gatewayAddresses = { "us-east1": "agno-gateway-us-east1", "us-west1": "agno-gateway-us-west1" };
    const outputs = await refer({ global: { ...keys, gatewayAddresses } }, ["us-east1"], "acme.example");
    assert.deepEqual(outputs.gatewayAddresses, { "us-east1": "agno-gateway-us-east1" });
    await assert.rejects(
      refer({ global: keys }, ["us-east1"], "acme.example"),
      /stack acme\/agno-platform\/prod-global has no address for us-east1 yet; bring it up to date first/,
    );
  });

  it("reads the other stack and makes nothing", async () => {
    const global = { hubId: HUB, queueAgent: QUEUES, clusterKeyIds: { "us-east1": KEY } };
    const { resources } = await evaluate(() => referTo(new pulumi.StackReference(STACK), US_EAST).outputs, {
      stackOutputs: () => ({ global }),
    });
    assert.deepEqual(
      resources.map(({ type, name }) => [type, name]),
      [
        ["pulumi:pulumi:Stack", "agno-platform-test"],
        ["pulumi:pulumi:StackReference", STACK],
      ],
    );
  });

  it("has nothing for a region to wait for: the other stack is up", async () => {
    let prerequisites: readonly pulumi.Resource[] | undefined;
    const program = () => {
      prerequisites = referTo(new pulumi.StackReference(STACK), { regions: [], domain: "" }).prerequisites;
    };
    await evaluate(program, { stackOutputs: () => ({ global: { hubId: HUB, queueAgent: QUEUES } }) });
    assert.deepEqual(prerequisites, []);
  });

  const missing: readonly (readonly [what: string, outputs: Properties, missing: string])[] = [
    ["a stack that has no outputs yet", {}, "hub"],
    ["a stack whose program exported no hub", { global: { clusterKeyIds: { "us-east1": KEY } } }, "hub"],
    ["a stack whose program exported no account of Pub/Sub", { global: { hubId: HUB } }, "account of Pub/Sub"],
    ["a stack whose program exported no keys", { global: { hubId: HUB, queueAgent: QUEUES } }, "key for us-east1"],
    [
      "a stack that does not know the region yet",
      { global: { hubId: HUB, queueAgent: QUEUES, clusterKeyIds: { "us-west1": OTHER_KEY } } },
      "key for us-east1",
    ],
  ];
  for (const [what, outputs, value] of missing) {
    it(`refuses ${what}, and says which command mends it`, async () => {
      await assert.rejects(refer(outputs, ["us-east1"]), (error: Error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          `stack ${STACK} has no ${value} yet; bring it up to date first: pulumi up -s ${STACK}`,
        );
        return true;
      });
    });
  }

  it("refuses a stack that does not exist, by its name", async () => {
    const program = () => referTo(new pulumi.StackReference(STACK), US_EAST).outputs;
    await assert.rejects(
      evaluate(program),
      /there is no pulumi:pulumi:StackReference acme\/agno-platform\/prod-global/,
    );
  });
});
