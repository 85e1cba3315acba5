/** What somebody made by hand becomes the platform's, without being made anew. */
import assert from "node:assert/strict";
import { create, read, readKubeconfig } from "../../../sandbox/cluster/api";
import { repair } from "../faults/runbook";
import { stateOf } from "../state";
import { type World, openWorld } from "../world";

const NAMESPACES = "/api/v1/namespaces";

interface Named {
  readonly metadata: { readonly uid: string; readonly labels?: Readonly<Record<string, string>> };
}

const VPC = "gcp:compute/network:Network";

describe("a VPC and a namespace that exist already, under the real engine", () => {
  let world: World;
  before(async function () {
    this.timeout(1_500_000);
    world = await openWorld({ regions: ["us-central1"] });
  });
  after(() => world.close());

  it("collide, are adopted by the runbook, and stay what they are", async () => {
    const inputs = { name: "agno-vpc-us-central1", autoCreateSubnetworks: false, routingMode: "GLOBAL" };
    const { id } = world.cloud.create(VPC, inputs, { project: "acme-agents-dev" });
    const api = readKubeconfig(world.clusters["us-central1"]!.kubeconfig);
    await create(api, NAMESPACES, { apiVersion: "v1", kind: "Namespace", metadata: { name: "agno-system" } });
    const { metadata: before } = await read<Named>(api, `${NAMESPACES}/agno-system`);
    await world.pulumi("stack", "init", "dev");
    const first = await world.engine.run("up", "-s", "dev", "--yes", "--skip-preview");
    assert.notEqual(first.status, 0);
    assert.match(first.stdout, /networks\/agno-vpc-us-central1 already exists/);
    assert.ok(!(await stateOf(world, "dev")).resources.some(({ type }) => type === VPC));

    await repair(world.engine, "dev");
    const adopted = (await stateOf(world, "dev")).resources.filter(({ type }) => type === VPC);
    assert.deepEqual(
      adopted.map((resource) => resource.id),
      [id],
    );
    assert.equal(world.cloud.resources.filter(({ type }) => type === VPC).length, 1);
    const { metadata: after } = await read<Named>(api, `${NAMESPACES}/agno-system`);
    assert.equal(after.uid, before.uid);
    assert.equal(after.labels?.["pod-security.kubernetes.io/enforce"], "restricted");
  });
});
