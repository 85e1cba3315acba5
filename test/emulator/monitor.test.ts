import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import assert from "node:assert/strict";
import { Emulator } from "../../emulator/emulator";
import type { Properties } from "../../emulator/model";
import { Monitor, type MonitorOptions } from "../../emulator/monitor";
import { evaluate } from "../../emulator/run";
import { toWire } from "../../emulator/wire";

const STACK = "urn:pulumi:prod::agno-platform::pulumi:pulumi:Stack::agno-platform-prod";
const PROVIDER = "urn:pulumi:prod::agno-platform::pulumi:providers:gcp::google::emulated-google";

function monitor(options: Partial<MonitorOptions> = {}): Monitor {
  return new Monitor({ project: "agno-platform", stack: "prod", emulator: new Emulator(), ...options });
}

interface Request {
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  readonly inputs?: Properties;
  readonly provider?: string;
  readonly dependencies?: string[];
}

function register(to: Monitor, { type, name, parent = STACK, inputs = {}, provider = "", dependencies = [] }: Request) {
  return to.register(
    new proto.RegisterResourceRequest()
      .setType(type)
      .setName(name)
      .setParent(parent)
      .setCustom(!type.startsWith("agno:"))
      .setObject(toWire(inputs))
      .setProvider(provider)
      .setDependenciesList(dependencies),
  );
}

const provider: Request = { type: "pulumi:providers:gcp", name: "google", inputs: { project: "acme" } };
const network = (name: string, inputs = {}): Request => ({
  type: "gcp:compute/network:Network",
  name,
  inputs: { name, autoCreateSubnetworks: false, routingMode: "REGIONAL", ...inputs },
  provider: PROVIDER,
});

describe("Monitor", () => {
  describe("gives a resource the engine's own URN", () => {
    const table = [
      // parent's part, type, name → what follows the project
      ["", "agno:region:Region", "us-east1", "agno:region:Region::us-east1"],
      [
        "agno:region:Region::us-east1",
        "agno:network:RegionalNetwork",
        "us-east1-network",
        "agno:region:Region$agno:network:RegionalNetwork::us-east1-network",
      ],
      [
        "agno:region:Region$agno:network:RegionalNetwork::us-east1-network",
        "gcp:compute/network:Network",
        "us-east1-network-vpc",
        "agno:region:Region$agno:network:RegionalNetwork$gcp:compute/network:Network::us-east1-network-vpc",
      ],
      [
        "gcp:compute/network:Network::vpc",
        "gcp:compute/firewall:Firewall",
        "vpc-rule",
        "gcp:compute/network:Network$gcp:compute/firewall:Firewall::vpc-rule",
      ],
    ] as const;
    for (const [parent, type, name, urn] of table) {
      it(`${type} below ${parent === "" ? "the stack" : parent}`, () => {
        const above = parent === "" ? STACK : `urn:pulumi:prod::agno-platform::${parent}`;
        const registered = register(monitor(), { type, name, parent: above });
        assert.equal(registered.urn, `urn:pulumi:prod::agno-platform::${urn}`);
      });
    }
  });

  it("keeps what a program says of a resource, and what the cloud answers", () => {
    const to = monitor();
    register(to, provider);
    const { urn, id } = register(to, { ...network("vpc"), dependencies: ["urn:b", "urn:a"] });
    assert.equal(id, "projects/acme/global/networks/vpc");
    const [kept] = to.resources.filter((resource) => resource.urn === urn);
    assert.deepEqual(kept?.dependencies, ["urn:a", "urn:b"]);
    assert.equal(kept.parent, STACK);
    assert.equal(kept.custom, true);
    assert.deepEqual(kept.inputs, { name: "vpc", autoCreateSubnetworks: false, routingMode: "REGIONAL" });
    assert.equal(kept.outputs.selfLink, "https://www.googleapis.com/compute/v1/projects/acme/global/networks/vpc");
  });

  it("tells the clusters of two Kubernetes providers apart, and takes none whose cluster a variable would decide", () => {
    const to = monitor();
    const cluster = (name: string, inputs: Properties) =>
      register(to, { type: "pulumi:providers:kubernetes", name, inputs });
    cluster("one", { kubeconfig: "", context: "one" });
    cluster("two", { kubeconfig: "", context: "two" });
    cluster("same", { kubeconfig: "", context: "two" });
    cluster("none", {});
    const metadata = { name: "agno-system" };
    for (const name of ["one", "two", "same"]) {
      const provider = `urn:pulumi:prod::agno-platform::pulumi:providers:kubernetes::${name}::emulated-${name}`;
      const inputs = { apiVersion: "v1", kind: "Namespace", metadata };
      register(to, { type: "kubernetes:core/v1:Namespace", name: `in-${name}`, inputs, provider });
    }
    assert.deepEqual(to.refusals, [
      `urn:pulumi:prod::agno-platform::pulumi:providers:kubernetes::none: it has no kubeconfig ("" is the person's own)`,
      "urn:pulumi:prod::agno-platform::kubernetes:core/v1:Namespace::in-same: agno-system already exists",
    ]);
  });

  it("lists resources by their URNs, in whatever order they came", () => {
    const to = monitor();
    for (const name of ["c", "a", "b"]) register(to, { type: "agno:region:Region", name });
    assert.deepEqual(
      to.resources.map(({ name }) => name),
      ["a", "b", "c"],
    );
  });

  it("counts them as they come", () => {
    const counts: number[] = [];
    const to = monitor({ onResource: (count) => counts.push(count) });
    for (const name of ["a", "b", "c"]) register(to, { type: "agno:region:Region", name });
    assert.deepEqual(counts, [1, 2, 3]);
  });

  it("goes on after a refusal, to find them all, each with the resource's URN", () => {
    const to = monitor();
    register(to, provider);
    const wrong = register(to, network("a", { routingMode: "ZONAL" }));
    register(to, { type: "gcp:storage/bucket:Bucket", name: "b", provider: PROVIDER });
    register(to, { ...network("c"), provider: "" });
    register(to, { ...network("d"), provider: PROVIDER.replace("google", "another") });
    assert.deepEqual([wrong.id, wrong.outputs.name], ["a", "a"]);
    const expected = [
      /^urn:pulumi:prod::agno-platform::gcp:compute\/network:Network::a: routingMode: /,
      /^urn:pulumi:prod::agno-platform::gcp:storage\/bucket:Bucket::b: .* is not known to the emulator/,
      /^urn:pulumi:prod::agno-platform::gcp:compute\/network:Network::c: it has no provider of the program's own/,
      /^urn:pulumi:prod::agno-platform::gcp:compute\/network:Network::d: it has no provider of the program's own/,
    ];
    assert.equal(to.refusals.length, expected.length);
    for (const [index, line] of expected.entries()) assert.match(to.refusals[index]!, line);
  });

  it("does not take a fault of the emulator itself for a refusal", () => {
    class Broken extends Emulator {
      override create(): never {
        throw new TypeError("of the emulator's own");
      }
    }
    const to = monitor({ emulator: new Broken() });
    assert.throws(() => register(to, network("vpc")), { name: "TypeError", message: "of the emulator's own" });
    assert.deepEqual(to.refusals, []);
  });

  it("refuses one URN twice, also where the cloud would take both", () => {
    const to = monitor();
    register(to, provider);
    register(to, network("vpc", { name: "x" }));
    register(to, network("vpc", { name: "y" }));
    assert.deepEqual(to.refusals, [
      "urn:pulumi:prod::agno-platform::gcp:compute/network:Network::vpc: registered twice",
    ]);
  });

  it("takes one name below two parents of different types", () => {
    const to = monitor();
    const { urn } = register(to, { type: "agno:region:Region", name: "us-east1" });
    register(to, { type: "agno:network:Hub", name: "hub" });
    register(to, { type: "agno:network:Hub", name: "hub", parent: urn });
    assert.deepEqual(to.refusals, []);
    assert.equal(to.resources.length, 3);
  });

  it("keeps what a component gives out", () => {
    const to = monitor();
    const { urn } = register(to, { type: "agno:region:Region", name: "us-east1" });
    assert.deepEqual(to.resources[0]?.outputs, {});
    assert.equal(to.resources[0].custom, false);
    to.complete(new proto.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toWire({ clusterName: "agents" })));
    assert.deepEqual(to.resources[0].outputs, { clusterName: "agents" });
    assert.deepEqual(to.refusals, []);
  });

  it("refuses outputs of what nobody registered", () => {
    const to = monitor();
    to.complete(new proto.RegisterResourceOutputsRequest().setUrn("urn:nobody"));
    assert.deepEqual(to.refusals, ["urn:nobody: outputs of a resource that nobody registered"]);
  });

  describe("reads", () => {
    const read = (to: Monitor, type: string, id: string) =>
      to.read(new proto.ReadResourceRequest().setType(type).setName(id).setId(id).setParent(STACK));
    const stackOutputs = (name: string) => (name === "acme/p/prod-global" ? { hub: "h" } : undefined);

    it("another stack that is there", () => {
      const to = monitor({ stackOutputs });
      const found = read(to, "pulumi:pulumi:StackReference", "acme/p/prod-global");
      assert.deepEqual(found?.outputs, { name: "acme/p/prod-global", outputs: { hub: "h" }, secretOutputNames: [] });
      assert.deepEqual(
        to.resources.map(({ urn }) => urn),
        ["urn:pulumi:prod::agno-platform::pulumi:pulumi:StackReference::acme/p/prod-global"],
      );
    });

    it("no stack that is not there, and nothing else at all", () => {
      const to = monitor({ stackOutputs });
      assert.equal(read(to, "pulumi:pulumi:StackReference", "acme/p/other"), undefined);
      assert.equal(read(to, "gcp:compute/network:Network", "acme/p/prod-global"), undefined);
      assert.equal(read(monitor(), "pulumi:pulumi:StackReference", "acme/p/prod-global"), undefined);
      assert.deepEqual(to.resources, []);
    });
  });

  const features = [
    ["secrets", true],
    ["resourceReferences", true],
    ["aliasSpecs", true],
    ["outputValues", false], // Then values would come wrapped, with their dependencies.
    ["transforms", false],
    ["toString", false],
  ] as const;
  for (const [feature, supported] of features) {
    it(`${supported ? "supports" : "does not support"} ${feature}`, () => {
      assert.equal(monitor().supports(feature), supported);
    });
  }
});

describe("values in what a program registers", () => {
  const program = (network: pulumi.Input<string>) => () => {
    const opts = { provider: new gcp.Provider("google", { project: "acme" }) };
    const router = new gcp.compute.Router("router", { name: "router", region: "us-east1", network }, opts);
    return { network: router.network };
  };
  const routerOf = async (network: pulumi.Input<string>) => {
    const { resources, outputs } = await evaluate(program(network));
    return [resources.find(({ name }) => name === "router")?.inputs.network, outputs.network];
  };

  it("are seen as they are", async () => {
    assert.deepEqual(await routerOf("vpc"), ["vpc", "vpc"]);
    assert.deepEqual(await routerOf(pulumi.output(Promise.resolve("vpc"))), ["vpc", "vpc"]);
  });

  it("are masked where they are secret, also where they come back", async () => {
    assert.deepEqual(await routerOf(pulumi.secret("canary-7f3a")), ["[secret]", "[secret]"]);
  });

  it("are marked where only an update will tell them", async () => {
    const unknown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
    assert.deepEqual(await routerOf(unknown), ["[unknown]", "[unknown]"]);
  });
});
