import assert from "node:assert/strict";
import { Cloud, CloudError, type CloudOptions } from "../../../emulator/google/cloud";
import type { Properties } from "../../../emulator/model";
import { report } from "../../program/stacks";

const PROJECT = { project: "acme" };
const NETWORK = "gcp:compute/network:Network";
const ROUTER = "gcp:compute/router:Router";
const CLUSTER = "gcp:container/cluster:Cluster";
const VPC = "projects/acme/global/networks/vpc";
const LINK = `https://www.googleapis.com/compute/v1/${VPC}`;

const network = { name: "vpc", autoCreateSubnetworks: false, routingMode: "REGIONAL" };
const router = (network: string) => ({ name: "router", region: "us-east1", network });

function refused(status: number, message: string) {
  return (error: unknown): true => {
    assert.ok(error instanceof CloudError);
    assert.deepEqual([error.status, error.message], [status, message]);
    return true;
  };
}

describe("the emulated Google", () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = new Cloud();
  });
  const withNetwork = () => cloud.create(NETWORK, network, PROJECT);

  it("keeps what was made, with what it invents, in the order of making", () => {
    const made = withNetwork();
    assert.deepEqual(made, {
      type: NETWORK,
      id: VPC,
      inputs: network,
      outputs: { ...network, project: "acme", selfLink: LINK },
    });
    cloud.create(ROUTER, router(VPC), PROJECT);
    assert.deepEqual(cloud.read(NETWORK, VPC), made);
    assert.deepEqual(
      cloud.resources.map(({ type }) => type),
      [NETWORK, ROUTER],
    );
  });

  it("makes nothing twice", () => {
    const made = withNetwork();
    const again = () => cloud.create(NETWORK, { ...network, routingMode: "GLOBAL" }, PROJECT);
    assert.throws(again, refused(409, `${VPC} already exists`));
    assert.deepEqual(cloud.resources, [made]);
  });

  it("does not change what can only be made anew", () => {
    const made = withNetwork();
    const change = () => cloud.update(NETWORK, VPC, { ...network, autoCreateSubnetworks: true }, PROJECT);
    assert.throws(change, refused(400, `autoCreateSubnetworks of ${VPC} cannot be changed`));
    assert.deepEqual(cloud.resources, [made]);
  });

  it("has one of a name in each project", () => {
    withNetwork();
    assert.equal(cloud.create(NETWORK, network, { project: "other" }).id, "projects/other/global/networks/vpc");
  });

  const member = "group:platform@acme.example";
  const key = "projects/acme/locations/us-east1/keyRings/k/cryptoKeys/k";
  const idempotent: readonly (readonly [type: string, inputs: Properties])[] = [
    ["gcp:projects/service:Service", { service: "compute.googleapis.com", disableOnDestroy: false }],
    ["gcp:projects/serviceIdentity:ServiceIdentity", { service: "container.googleapis.com" }],
    ["gcp:projects/iAMMember:IAMMember", { project: "acme", role: "roles/logging.logWriter", member }],
    ["gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", { cryptoKeyId: key, role: "roles/cloudkms.viewer", member }],
  ];
  for (const [type, inputs] of idempotent) {
    it(`takes ${type} as often as one likes, and has it once`, () => {
      cloud.create("gcp:kms/keyRing:KeyRing", { name: "k", location: "us-east1" }, PROJECT);
      const purpose = { purpose: "ENCRYPT_DECRYPT", destroyScheduledDuration: "86400s" };
      const versionTemplate = { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "SOFTWARE" };
      const keyRing = "projects/acme/locations/us-east1/keyRings/k";
      cloud.create("gcp:kms/cryptoKey:CryptoKey", { name: "k", keyRing, ...purpose, versionTemplate }, PROJECT);
      const first = cloud.create(type, inputs, PROJECT);
      assert.deepEqual(cloud.create(type, inputs, PROJECT), first);
      assert.equal(cloud.resources.filter((resource) => resource.type === type).length, 1);
    });
  }

  it("refuses what it does not take, all of it at once and by its place", () => {
    const wrong = () => cloud.create(NETWORK, { name: "vpc", routingMode: "ZONAL", mtu: 1500 }, PROJECT);
    assert.throws(wrong, (error) => {
      assert.ok(error instanceof CloudError);
      assert.equal(error.status, 400);
      assert.match(error.message, /^autoCreateSubnetworks: .*; routingMode: .*; Unrecognized key: "mtu"$/);
      return true;
    });
    assert.deepEqual(cloud.resources, []);
  });

  for (const [how, reference] of [
    ["id", VPC],
    ["link", LINK],
  ] as const) {
    it(`refuses what names by ${how} something that is not there`, () => {
      assert.throws(() => cloud.create(ROUTER, router(reference), PROJECT), refused(404, `${VPC} was not found`));
      assert.deepEqual(cloud.resources, []);
      withNetwork();
      const { id, type } = cloud.create(ROUTER, router(reference), PROJECT);
      const elsewhere = () => cloud.update(type, id, router(`${reference}-2`), PROJECT);
      assert.throws(elsewhere, refused(404, `${VPC}-2 was not found`));
      assert.equal(cloud.read(type, id)?.inputs.network, reference);
    });

    it(`keeps what is in use by ${how}, and names the user`, () => {
      withNetwork();
      const { id } = cloud.create(ROUTER, router(reference), PROJECT);
      const remove = () => {
        cloud.delete(NETWORK, VPC);
      };
      assert.throws(remove, refused(400, `${VPC} is in use by projects/acme/regions/us-east1/routers/router`));
      cloud.delete(ROUTER, id);
      remove();
      assert.deepEqual(cloud.resources, []);
    });
  }

  it("finds references however deep they are", () => {
    withNetwork();
    const nat = "gcp:networkconnectivity/spoke:Spoke";
    const hub = { name: "hub", description: "", policyMode: "CUSTOM" };
    const { id } = cloud.create("gcp:networkconnectivity/hub:Hub", hub, PROJECT);
    const spoke = { name: "spoke", location: "global", hub: id, linkedVpcNetwork: { uri: LINK } };
    cloud.create(nat, spoke, PROJECT);
    assert.throws(
      () => {
        cloud.delete(NETWORK, VPC);
      },
      refused(400, `${VPC} is in use by projects/acme/locations/global/spokes/spoke`),
    );
  });

  it("changes what is there, and nothing that is gone", () => {
    const change = () => cloud.update(NETWORK, VPC, { ...network, routingMode: "GLOBAL" }, PROJECT);
    assert.throws(change, refused(404, `${VPC} was not found`));
    withNetwork();
    assert.equal(change().outputs.routingMode, "GLOBAL");
    assert.equal(cloud.read(NETWORK, VPC)?.inputs.routingMode, "GLOBAL");
    assert.throws(() => cloud.update(NETWORK, VPC, { ...network, routingMode: "ZONAL" }, PROJECT), /routingMode: /);
  });

  it("takes away what is gone already", () => {
    withNetwork();
    for (let time = 0; time < 2; time++) cloud.delete(NETWORK, VPC);
    assert.equal(cloud.read(NETWORK, VPC), undefined);
  });

  it("forgets everything", () => {
    withNetwork();
    cloud.clear();
    assert.deepEqual(cloud.resources, []);
  });

  it("knows no type that nobody described", () => {
    assert.throws(() => cloud.create("gcp:storage/bucket:Bucket", {}, PROJECT), /is not known to the emulator/);
  });
});

describe("a cluster at the emulated Google", () => {
  let inputs: Properties;
  before(async () => {
    const { resources } = await report("dev");
    inputs = resources.find(({ type }) => type === CLUSTER)?.inputs ?? {};
  });
  /** The cluster of dev with all that it refers to. */
  async function withCluster(options: CloudOptions, changes: Properties = {}) {
    const cloud = new Cloud(options);
    const { resources } = await report("dev");
    const project = { project: "acme-agents-dev" };
    for (const type of [NETWORK, "gcp:compute/subnetwork:Subnetwork", "gcp:kms/keyRing:KeyRing", KEY]) {
      for (const resource of resources.filter((other) => other.type === type))
        cloud.create(type, resource.inputs, project);
    }
    return { cloud, project, cluster: cloud.create(CLUSTER, { ...inputs, ...changes }, project) };
  }
  const endpointOf = (outputs: Properties) =>
    (outputs.controlPlaneEndpointsConfig as { readonly dnsEndpointConfig: Properties }).dnsEndpointConfig;

  it("answers where its control plane really is, also after a change, and elsewhere at an invented name", async () => {
    const { cloud, project, cluster } = await withCluster({ controlPlanes: { "us-central1": "127.0.0.1:6443" } });
    const expected = { allowExternalTraffic: true, endpoint: "127.0.0.1:6443" };
    assert.deepEqual(endpointOf(cluster.outputs), expected);
    const changed = cloud.update(CLUSTER, cluster.id, { ...inputs, enableShieldedNodes: false }, project);
    assert.deepEqual(endpointOf(changed.outputs), expected);
    const other = await withCluster({ controlPlanes: { "us-east1": "127.0.0.1:6443" } });
    assert.match(String(endpointOf(other.cluster.outputs).endpoint), /^gke-\d+-\d+\.us-central1\.gke\.goog$/);
  });

  it("stays until its protection is taken away", async () => {
    const { cloud, project, cluster } = await withCluster({}, { deletionProtection: true });
    const remove = () => {
      cloud.delete(CLUSTER, cluster.id);
    };
    assert.throws(remove, refused(400, `${cluster.id} has deletionProtection`));
    cloud.update(CLUSTER, cluster.id, { ...inputs, deletionProtection: false }, project);
    remove();
    assert.equal(cloud.read(CLUSTER, cluster.id), undefined);
  });
});

const KEY = "gcp:kms/cryptoKey:CryptoKey";
