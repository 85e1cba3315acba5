import assert from "node:assert/strict";
import type { ResourceValidationArgs } from "@pulumi/policy";
import type { Properties } from "../../emulator/model";
import { gpuPoolsAreTainted } from "../../policy/pool";

const POOL = "gcp:container/nodePool:NodePool";
const TAINT = { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" };
const nodeConfig = { guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }], taints: [TAINT] };
const valid: Properties = { name: "gpu", cluster: "agents", location: "us-central1", nodeConfig };

/** What the rule tells of a resource. */
async function reports(props: Properties, type = POOL): Promise<readonly string[]> {
  const told: string[] = [];
  const { validateResource } = gpuPoolsAreTainted;
  assert.ok(typeof validateResource === "function");
  // Of what the engine hands over, the rule reads these.
  const args = { type, props, name: "us-central1-cluster-gpu" } as ResourceValidationArgs;
  await validateResource(args, (message) => told.push(message));
  return told;
}

const REFUSED =
  "us-central1-cluster-gpu has accelerators and no taint nvidia.com/gpu: any pod may fill it; " +
  'add taints: { nvidia.com/gpu: "present:NoSchedule" } to the pool';

describe("gpuPoolsAreTainted", () => {
  it("binds", () => {
    assert.deepEqual(
      [gpuPoolsAreTainted.name, gpuPoolsAreTainted.enforcementLevel],
      ["gpu-pools-are-tainted", "mandatory"],
    );
  });

  const taints = (...taints: readonly unknown[]) => ({ ...valid, nodeConfig: { ...nodeConfig, taints } });
  const taken: readonly (readonly [string, Properties, type?: string])[] = [
    ["a pool with accelerators and their taint", valid],
    ["the taint beside others", taints({ key: "a", value: "b", effect: "NO_EXECUTE" }, TAINT)],
    ["the taint with another value", taints({ ...TAINT, value: "true" })],
    ["a pool with no accelerators", { ...valid, nodeConfig: { taints: [] } }],
    ["a pool with an empty list of accelerators", { ...valid, nodeConfig: { guestAccelerators: [] } }],
    ["a pool without nodeConfig", { ...valid, nodeConfig: undefined }],
    ["another type, whatever it has", taints(), "gcp:container/cluster:Cluster"],
  ];
  for (const [what, props, type] of taken) {
    it(`has nothing against ${what}`, async () => {
      assert.deepEqual(await reports(props, type), []);
    });
  }

  const refused: readonly (readonly [string, Properties])[] = [
    ["no list of taints", { ...valid, nodeConfig: { ...nodeConfig, taints: undefined } }],
    ["no taint", taints()],
    ["the taint with another effect", taints({ ...TAINT, effect: "PREFER_NO_SCHEDULE" })],
    ["another taint with the effect", taints({ ...TAINT, key: "example.com/gpu" })],
    [
      "key and effect of two taints",
      taints({ ...TAINT, effect: "NO_EXECUTE" }, { key: "a", value: "b", effect: "NO_SCHEDULE" }),
    ],
  ];
  for (const [what, props] of refused) {
    it(`refuses a pool with ${what}, and says how to mend it`, async () => {
      assert.deepEqual(await reports(props), [REFUSED]);
    });
  }
});
