import assert from "node:assert/strict";
import { Emulator, modelOf } from "../../emulator/emulator";
import { COMPUTE } from "../../emulator/google/compute";
import { CONTAINER } from "../../emulator/google/container";
import { PROJECT } from "../../emulator/google/project";
import { KUBERNETES } from "../../emulator/kubernetes/models";
import { numberFor } from "../../emulator/model";

const provider = { project: "acme-agents-test" };
const network = (inputs = {}) => ({
  type: "gcp:compute/network:Network",
  inputs: { name: "vpc", autoCreateSubnetworks: false, routingMode: "REGIONAL", ...inputs },
  provider,
});
const router = (region: string) => ({
  type: "gcp:compute/router:Router",
  inputs: { name: "vpc", region, network: "vpc" },
  provider,
});

describe("Emulator", () => {
  const advice = [
    [
      "gcp:storage/bucket:Bucket",
      /^gcp:storage\/bucket:Bucket is not known to the emulator; describe it in emulator\//,
    ],
    ["gcp:compute/network:Networks", /did you mean "gcp:compute\/network:Network"\?$/],
    ["gcp:container/nodepool:NodePool", /did you mean "gcp:container\/nodePool:NodePool"\?$/],
    [
      "kubernetes:core/v1:Namespaces",
      /describe it in emulator\/kubernetes\/models\.ts; did you mean "kubernetes:core\/v1:Namespace"\?$/,
    ],
    ["kubernetes:batch/v1:CronJob", /describe it in emulator\/kubernetes\/models\.ts$/],
    ["", /is not known to the emulator/],
  ] as const;
  for (const [type, message] of advice) {
    it(`refuses the type "${type}" with advice`, () => {
      assert.throws(() => modelOf(type), { name: "Refusal", message });
      assert.throws(() => new Emulator().create({ type, inputs: {}, provider }), { name: "Refusal", message });
    });
  }

  it("describes every type once, with its own name", () => {
    const models = [...COMPUTE, ...CONTAINER, ...PROJECT, ...KUBERNETES];
    assert.equal(new Set(models.map(({ type }) => type)).size, models.length);
    for (const model of models) assert.equal(modelOf(model.type), model);
  });

  it("tells all that is wrong with a resource at once", () => {
    const wrong = network({ name: "VPC", routingMode: "ZONAL", colour: "red" });
    assert.throws(
      () => new Emulator().create(wrong),
      ({ message }: Error) => {
        for (const part of ["name: ", "routingMode: ", 'Unrecognized key: "colour"']) assert.ok(message.includes(part));
        return true;
      },
    );
  });

  it("refuses what has no provider, whatever it is", () => {
    const message = /^it has no provider of the program's own/;
    assert.throws(() => new Emulator().create({ ...network(), provider: undefined }), { name: "Refusal", message });
  });

  it("has each name once", () => {
    const emulator = new Emulator();
    emulator.create(network());
    assert.throws(() => emulator.create(network()), {
      name: "Refusal",
      message: "projects/acme-agents-test/global/networks/vpc already exists",
    });
  });

  it("takes a name again for another kind, and in another region for what is a region's", () => {
    const emulator = new Emulator();
    emulator.create(network());
    assert.doesNotThrow(() => emulator.create(router("us-east1")));
    assert.doesNotThrow(() => emulator.create(router("us-west1")));
    assert.throws(() => emulator.create(router("us-west1")), /routers\/vpc already exists/);
  });

  it("keeps no name for what it refused", () => {
    const emulator = new Emulator();
    assert.throws(() => emulator.create(network({ routingMode: "ZONAL" })));
    assert.doesNotThrow(() => emulator.create(network()));
  });

  it("is one cloud: another knows nothing of its names", () => {
    new Emulator().create(network());
    assert.doesNotThrow(() => new Emulator().create(network()));
  });

  it("makes everything in the project of the provider", () => {
    const { id, outputs } = new Emulator().create({ ...network(), provider: { project: "acme-other" } });
    assert.equal(id, "projects/acme-other/global/networks/vpc");
    assert.equal(outputs.project, "acme-other");
  });
});

describe("numbers that Google invents", () => {
  it("have twelve digits, the same each time, and another for another name", () => {
    assert.match(numberFor(""), /^\d{12}$/);
    assert.equal(numberFor("acme-agents-prod"), "100136352446");
    const names = Array.from({ length: 1000 }, (_, index) => `acme-agents-${index}`);
    const numbers = names.map(numberFor);
    for (const number of numbers) assert.match(number, /^\d{12}$/);
    assert.equal(new Set(numbers).size, names.length);
  });
});
