import assert from "node:assert/strict";
import { modelOf } from "../../../emulator/emulator";
import { Cloud, type CloudResource } from "../../../emulator/google/cloud";
import { type CloudRequest, type CloudServer, type Fault, startCloud } from "../../../emulator/google/cloud-server";
import { GoogleProvider } from "../../../emulator/google/provider";
import type { Properties } from "../../../emulator/model";
import { UNKNOWN_VALUE } from "../../../emulator/plugin/provider";
import type { RegisteredResource } from "../../../emulator/monitor";
import { report } from "../../program/stacks";

const NETWORK = "gcp:compute/network:Network";
const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";
const ROUTER_NAT = "gcp:compute/routerNat:RouterNat";
const CLUSTER = "gcp:container/cluster:Cluster";
const POOL = "gcp:container/nodePool:NodePool";
const MEMBER = "gcp:projects/iAMMember:IAMMember";
const ID = "projects/acme/global/networks/vpc";
const SELF_LINK = `https://www.googleapis.com/compute/v1/${ID}`;

const network = { name: "vpc", autoCreateSubnetworks: false, routingMode: "REGIONAL" };
const subject = (type: string) => ({ urn: `urn:pulumi:dev::agno-platform::${type}::x`, type, name: "x" });

/** A cloud that does not show what it made at first. */
class LateCloud extends Cloud {
  late = 0;
  override read(type: string, id: string): CloudResource | undefined {
    return this.late-- > 0 ? undefined : super.read(type, id);
  }
}

describe("GoogleProvider", () => {
  let cloud: LateCloud;
  let server: CloudServer;
  let provider: GoogleProvider;
  let asked: CloudRequest[];
  let fault: Fault | undefined;
  let dev: readonly RegisteredResource[];
  before(async () => {
    dev = (await report("dev")).resources;
  });
  beforeEach(async () => {
    [cloud, asked, fault] = [new LateCloud(), [], undefined];
    const faultFor = (request: CloudRequest) => {
      asked.push(request);
      return fault;
    };
    server = await startCloud({ cloud, faultFor });
    provider = new GoogleProvider(server.url);
    await provider.configure({ project: "acme" });
  });
  afterEach(() => server.stop());
  const inputsOf = (type: string) => dev.find((resource) => resource.type === type)?.inputs ?? {};
  const operations = () => asked.map(({ operation }) => operation);

  it("needs a project", () => {
    assert.throws(() => provider.configure({}), /^Error: gcp: the provider needs a project$/);
  });

  describe("checks", () => {
    const failuresOf = async (type: string, inputs: Properties) =>
      (await provider.check(subject(type), inputs)).failures;

    it("nothing away: inputs come back as they are", async () => {
      assert.deepEqual(await provider.check(subject(NETWORK), network), { inputs: network, failures: [] });
    });

    it("what is wrong, each by its place", async () => {
      const failures = await failuresOf(NETWORK, { ...network, name: "VPC", routingMode: "ZONAL" });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["name", "routingMode"],
      );
      assert.match(failures[0]?.reason ?? "", /^1 to 63 small letters/);
      const deep = await failuresOf(SUBNETWORK, { ...inputsOf(SUBNETWORK), logConfig: { flowSampling: 2 } });
      assert.ok(deep.some(({ property }) => property === "logConfig.flowSampling"));
    });

    it("no input of dev for which an unknown value stands, one at a time and all at once", async () => {
      const google = dev.filter(({ type }) => type.startsWith("gcp:"));
      assert.ok(google.length > 40);
      for (const { type, inputs, urn } of google) {
        const keys = Object.keys(inputs);
        for (const unknown of [...keys.map((key) => [key]), keys]) {
          const partly = { ...inputs, ...Object.fromEntries(unknown.map((key) => [key, UNKNOWN_VALUE])) };
          assert.deepEqual(await failuresOf(type, partly), [], `${urn} ${unknown.join()}`);
        }
      }
    });

    const wrongBesideUnknown: readonly (readonly [string, string, Properties, string, RegExp])[] = [
      ["a value", SUBNETWORK, { ipCidrRange: "10.0.0.0/40" }, "ipCidrRange", /^Invalid IPv4 range$/],
      ["a missing value", SUBNETWORK, { ipCidrRange: undefined }, "ipCidrRange", /Invalid input/],
      ["an unknown name", SUBNETWORK, { ipRange: "10.0.0.0/20" }, "", /^Unrecognized key: "ipRange"$/],
      [
        "an unknown name inside",
        SUBNETWORK,
        { logConfig: { ...{ aggregationInterval: UNKNOWN_VALUE, flowSampling: 0.5 }, metadata: UNKNOWN_VALUE, a: 1 } },
        "logConfig",
        /^Unrecognized key: "a"$/,
      ],
    ];
    for (const [what, type, changes, property, reason] of wrongBesideUnknown) {
      it(`tells ${what} that is wrong beside what is unknown`, async () => {
        const failures = await failuresOf(type, { ...inputsOf(type), network: UNKNOWN_VALUE, ...changes });
        assert.deepEqual(
          failures.map((failure) => failure.property),
          [property],
        );
        assert.match(failures[0]?.reason ?? "", reason);
      });
    }

    it("rules between inputs once all of them are known", async () => {
      const wrong = { ...inputsOf(ROUTER_NAT), minPortsPerVm: 65_536 };
      const [failure] = await failuresOf(ROUTER_NAT, wrong);
      assert.deepEqual(failure, { property: "", reason: "minPortsPerVm must be less than maxPortsPerVm" });
      assert.deepEqual(await failuresOf(ROUTER_NAT, { ...wrong, router: UNKNOWN_VALUE }), []);
    });
  });

  describe("tells how something differs:", () => {
    const diff = (type: string, inputs: Properties, wanted: Properties) =>
      provider.diff({ ...subject(type), id: "x", inputs, outputs: inputs, wanted, ignoreChanges: [] });
    const pool = { name: "cpu", nodeConfig: { machineType: "n1-standard-4", spot: false } };
    const access = { project: "acme", role: "roles/logging.logWriter", member: "group:a@acme.example" };
    const table: readonly (readonly [
      what: string,
      ...change: readonly [type: string, inputs: Properties, changes: Properties],
      ...told: readonly [changed: readonly string[], replaces: readonly string[], deleteBeforeReplace: boolean],
    ])[] = [
      ["nothing", NETWORK, network, {}, [], [], false],
      ["what can be changed", NETWORK, network, { routingMode: "GLOBAL" }, ["routingMode"], [], false],
      ["a name", NETWORK, network, { name: "other" }, ["name"], ["name"], false],
      [
        "what cannot be changed, under the same name",
        ...([NETWORK, network, { autoCreateSubnetworks: true, routingMode: "GLOBAL" }] as const),
        ...([["autoCreateSubnetworks", "routingMode"], ["autoCreateSubnetworks"], true] as const),
      ],
      [
        "what cannot be changed, under another name",
        ...([NETWORK, network, { name: "other", autoCreateSubnetworks: true }] as const),
        ...([["autoCreateSubnetworks", "name"], ["autoCreateSubnetworks", "name"], false] as const),
      ],
      [
        "what cannot be changed inside what can, by the whole",
        ...([POOL, pool, { nodeConfig: { machineType: "n1-standard-8", spot: true } }] as const),
        ...([["nodeConfig"], ["nodeConfig"], true] as const),
      ],
      [
        "what can be changed beside what cannot",
        ...([POOL, pool, { nodeConfig: { machineType: "n1-standard-8", spot: false } }] as const),
        ...([["nodeConfig"], [], false] as const),
      ],
      ["what has no name", MEMBER, access, { member: "group:b@acme.example" }, ["member"], ["member"], true],
    ];
    for (const [what, type, inputs, changes, changed, replaces, deleteBeforeReplace] of table) {
      it(what, async () => {
        const told = await diff(type, inputs, { ...inputs, ...changes });
        assert.deepEqual(told, { changed, replaces, deleteBeforeReplace });
      });
    }

    it("only what is immutable replaces, of every input of dev", async () => {
      const google = dev.filter(({ type }) => type.startsWith("gcp:"));
      for (const { type, inputs } of google) {
        for (const key of Object.keys(inputs)) {
          const { changed, replaces } = await diff(type, inputs, { ...inputs, [key]: "another" });
          assert.deepEqual(changed, [key]);
          // The whole input anew takes with it whatever of it is fixed.
          const isFixed = modelOf(type).immutable.some((path) => path.split(".")[0] === key);
          assert.deepEqual(replaces, isFixed ? [key] : [], `${type} ${key}`);
        }
      }
    });
  });

  describe("in a preview", () => {
    it("asks nobody, has no id and leaves open what only Google knows", async () => {
      assert.deepEqual(await provider.create(subject(NETWORK), network, true), {
        id: "",
        outputs: { ...network, project: "acme", selfLink: UNKNOWN_VALUE },
      });
      assert.deepEqual(asked, []);
    });

    it("plans everything of dev", async () => {
      for (const { type, inputs } of dev.filter((resource) => resource.type.startsWith("gcp:"))) {
        const { outputs } = await provider.create(subject(type), inputs, true);
        const { outputs: known } = modelOf(type).answer(inputs, { project: "acme" });
        for (const key of Object.keys(known))
          assert.equal(outputs[key], key === "project" ? "acme" : UNKNOWN_VALUE, `${type} ${key}`);
      }
      assert.deepEqual(asked, []);
    });

    /** What an update would give, of which the cloud knows the outputs. */
    const planned = (type: string, inputs: Properties, wanted: Properties) => {
      const outputs = { ...inputs, ...modelOf(type).answer(inputs, { project: "acme" }).outputs };
      return provider.update({ ...subject(type), id: "x", inputs, outputs, wanted, ignoreChanges: [] }, true);
    };

    it("changes what is asked for, and keeps what Google said", async () => {
      assert.deepEqual(await planned(NETWORK, network, { ...network, routingMode: "GLOBAL" }), {
        ...{ ...network, routingMode: "GLOBAL" },
        ...{ project: "acme", selfLink: SELF_LINK },
      });
      assert.deepEqual(asked, []);
    });

    it("keeps where a cluster answers, which is beside what the program says of it", async () => {
      const inputs = inputsOf(CLUSTER);
      const { controlPlaneEndpointsConfig } = modelOf(CLUSTER).answer(inputs, { project: "acme" }).outputs;
      const changed = await planned(CLUSTER, inputs, { ...inputs, enableShieldedNodes: false });
      assert.equal(changed.enableShieldedNodes, false);
      assert.deepEqual(changed.controlPlaneEndpointsConfig, controlPlaneEndpointsConfig);
    });

    it("leaves open what Google adds to what changes", async () => {
      const inputs = inputsOf(CLUSTER);
      const [dnsEndpointConfig, ipEndpointsConfig] = [{ allowExternalTraffic: false }, { enabled: false }];
      const wanted = { ...inputs, controlPlaneEndpointsConfig: { dnsEndpointConfig, ipEndpointsConfig } };
      assert.equal((await planned(CLUSTER, inputs, wanted)).controlPlaneEndpointsConfig, UNKNOWN_VALUE);
    });

    it("takes away what is asked for no more, and adds what is new", async () => {
      const inputs = inputsOf(POOL);
      const { upgradeSettings, ...without } = inputs;
      assert.ok(!("upgradeSettings" in (await planned(POOL, inputs, without))));
      assert.deepEqual((await planned(POOL, without, inputs)).upgradeSettings, upgradeSettings);
    });
  });

  describe("at the cloud", () => {
    const existing = { ...subject(NETWORK), id: ID, inputs: {}, outputs: {} };

    it("makes", async () => {
      assert.deepEqual(await provider.create(subject(NETWORK), network, false), {
        id: ID,
        outputs: { ...network, project: "acme", selfLink: SELF_LINK },
      });
      assert.deepEqual(operations(), ["create", "read"]);
    });

    it("waits for what it made and cannot see yet", async () => {
      cloud.late = 3;
      assert.equal((await provider.create(subject(NETWORK), network, false)).id, ID);
      assert.deepEqual(operations(), ["create", "read", "read", "read", "read"]);
    });

    it("says so where it is never to be seen", async () => {
      cloud.late = Infinity;
      const never = provider.create(subject(NETWORK), network, false);
      await assert.rejects(never, { message: `${ID} was made, but is not to be seen` });
      assert.equal(asked.length, 21);
    });

    it("passes on the service's words", async () => {
      await provider.create(subject(NETWORK), network, false);
      const again = provider.create(subject(NETWORK), network, false);
      await assert.rejects(again, { message: `googleapi: Error 409: ${ID} already exists` });
    });

    it("reads what is there, with the inputs that a program would have to say: an import", async () => {
      cloud.create(NETWORK, network, { project: "acme" });
      const found = await provider.read(existing);
      assert.equal(found?.id, ID);
      assert.deepEqual(found.inputs, network);
      assert.deepEqual(found.outputs, { ...network, project: "acme", selfLink: SELF_LINK });
    });

    it("reads as nothing what is gone", async () => {
      assert.equal(await provider.read(existing), undefined);
    });

    it("changes, and takes away, also twice", async () => {
      cloud.create(NETWORK, network, { project: "acme" });
      const wanted = { ...network, routingMode: "GLOBAL" };
      const outputs = await provider.update({ ...existing, inputs: network, wanted, ignoreChanges: [] }, false);
      assert.deepEqual(outputs, { ...wanted, project: "acme", selfLink: SELF_LINK });
      assert.deepEqual(cloud.resources[0]?.inputs, wanted);
      await provider.delete(existing);
      await provider.delete(existing);
      assert.deepEqual(cloud.resources, []);
    });

    it("tells that nobody knows where the connection is lost", async () => {
      fault = { kind: "lost" };
      await assert.rejects(provider.create(subject(NETWORK), network, false), /whether it was done is not known$/);
    });
  });
});
