import assert from "node:assert/strict";
import type { Environment } from "../../config/environment";
import type { RegisteredResource } from "../../emulator/monitor";
import { reportOn } from "../../preview/report";
import { environmentOf, madeAtTheCloud, report } from "./stacks";

const identity = ({ urn, type, name, parent, inputs, outputs, options }: RegisteredResource) => ({
  ...{ urn, type, name, parent, inputs, outputs, options },
});

describe("the scope of a stack", () => {
  it("prod is the sum of its global part and each region, to the letter", async () => {
    const whole = await report("prod");
    const regions = environmentOf("prod").regions.map(({ name }) => name);
    const parts = [];
    for (const scope of ["global", ...regions]) parts.push(...madeAtTheCloud((await report("prod", scope)).resources));
    const sum = parts.map(identity).sort((a, b) => (a.urn < b.urn ? -1 : 1));
    assert.ok(sum.length > 500, `${sum.length} resources`);
    assert.deepEqual(sum, madeAtTheCloud(whole.resources).map(identity));
  });

  it("a region's part holds nothing of another region and nothing global", async () => {
    const { resources } = await report("prod", "europe-west4");
    for (const { urn, inputs } of madeAtTheCloud(resources)) {
      assert.ok(urn.includes("agno:region:Region"), urn);
      assert.doesNotMatch(JSON.stringify(inputs), /us-central1|asia-southeast1/, urn);
    }
  });

  it("the global part holds no network and no cluster", async () => {
    const { resources } = await report("prod", "global");
    const kinds = new Set(madeAtTheCloud(resources).map(({ type }) => type.split(":").slice(0, 2).join(":")));
    assert.deepEqual([...kinds].sort(), [
      ...["gcp:compute/address", "gcp:compute/healthCheck", "gcp:dns/managedZone", "gcp:dns/recordSet"],
      ...["gcp:kms/cryptoKey", "gcp:kms/cryptoKeyIAMMember", "gcp:kms/keyRing", "gcp:networkconnectivity/hub"],
      ...["gcp:projects/service", "gcp:projects/serviceIdentity"],
    ]);
  });
});

describe("adding and removing a region", () => {
  const without = ({ regions, tenants, ...rest }: Environment, region: string): Environment => ({
    ...rest,
    regions: regions.filter(({ name }) => name !== region),
    tenants: tenants
      .map((tenant) => ({ ...tenant, regions: tenant.regions.filter((name) => name !== region) }))
      .filter((tenant) => tenant.regions.length > 0),
  });
  /** Under which names the region answered is what a region less is about. */
  const isAnswer = ({ type, name }: RegisteredResource) =>
    type === "gcp:dns/recordSet:RecordSet" && name.startsWith("global-routing-");

  for (const region of ["us-central1", "europe-west4", "asia-southeast1"]) {
    it(`changes nothing outside ${region} but who answers`, async () => {
      const environment = environmentOf("prod");
      const before = madeAtTheCloud((await reportOn(environment, { stack: "prod" })).resources);
      const after = madeAtTheCloud((await reportOn(without(environment, region), { stack: "prod" })).resources);
      const remaining = before.filter((resource) => !resource.name.includes(region) && !isAnswer(resource));
      assert.deepEqual(after.filter((resource) => !isAnswer(resource)).map(identity), remaining.map(identity));
      assert.deepEqual(
        after.filter(isAnswer).map(({ inputs }) => JSON.stringify(inputs).match(/healthCheckedTargets/g)?.length),
        region === "europe-west4" ? [2, 2] : [2, 1, 2],
      );
      assert.ok(before.length - after.length > 100, `${before.length - after.length} resources`);
    });
  }
});

describe("the order within a region", () => {
  it("has the cluster before anything is put into it, and waits for no nodes", async () => {
    const { resources } = await report("dev");
    const kubernetes = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
    const needed = kubernetes?.dependencies.map((urn) => urn.split("::").at(-1));
    assert.deepEqual(needed, ["us-central1-cluster-cluster"]);
  });

  it("has the way out before the cluster, and takes it away after", async () => {
    const { resources } = await report("dev");
    const cluster = resources.find(({ type }) => type === "agno:cluster:RegionalCluster");
    const needed = cluster?.dependencies.map((urn) => urn.split(":").at(-1)) ?? [];
    for (const name of ["nat", "allow-egress-region", "allow-egress-https", "managed-services-connection"]) {
      assert.ok(needed.includes(`us-central1-network-${name}`), name);
    }
  });

  it("has the nodes' roles before the cluster, and their account's address without waiting for them", async () => {
    const { resources } = await report("dev");
    const named = (name: string) => resources.find((resource) => resource.name === name);
    const cluster = named("us-central1-cluster-cluster")?.dependencies ?? [];
    const pool = named("us-central1-cluster-cpu")?.dependencies ?? [];
    for (const role of ["images", "logs-and-metrics"]) {
      const grant = named(`us-central1-cluster-nodes-${role}`)?.urn ?? "";
      assert.deepEqual([cluster.includes(grant), pool.includes(grant)], [true, false], role);
    }
  });
});
