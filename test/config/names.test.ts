/** That whatever names the schema allows, what is derived from them fits, and is nobody else's. */
import assert from "node:assert/strict";
import { reportOn } from "../../preview/report";
import { fileWithTenants, load } from "./load-text";

type Resources = Awaited<ReturnType<typeof reportOn>>["resources"];

async function resourcesOf(text: string): Promise<Resources> {
  return (await reportOn(load(text), { stack: "test" })).resources;
}

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

function metadataOf({ inputs }: Resources[number]): Metadata | undefined {
  return inputs.metadata as Metadata | undefined;
}

const image = `registry.example/next@sha256:${"a".repeat(64)}`;
const agent = `{ modelName: m, canary: { image: "${image}" } }`;

describe("names derived from those of the stack file", () => {
  it("fit where the file's are the longest there are", async () => {
    const name = "n".repeat(30);
    const host = `${"h".repeat(63)}.${"h".repeat(63)}.${"h".repeat(63)}.${"x".repeat(8)}`;
    assert.equal(host.length, 200);
    const text = fileWithTenants(
      `${name}: { costCentre: ${"c".repeat(63)}, modelHosts: [${host}], agents: { ${name}: ${agent} } }`,
      "northamerica-northeast1: { slot: 0 }",
    );
    const resources = await resourcesOf(text);
    const objects = resources.flatMap((resource) => metadataOf(resource) ?? []);
    const ofTenant = objects.filter((metadata) => metadata.namespace === `agno-tenant-${name}`);
    assert.ok(ofTenant.length > 15);
    for (const { name: derived, labels = {} } of objects) {
      // Names of hosts stand in names of 253 characters; all others may become labels, which have 63.
      assert.ok(derived.length <= (derived.includes(host) ? 253 : 63), derived);
      for (const value of Object.values(labels)) assert.ok(value.length <= 63, value);
    }
    // Pub/Sub and Secret Manager take 255.
    const atGoogle = resources.flatMap(({ inputs }) => [inputs.name, inputs.secretId]);
    for (const derived of atGoogle) if (typeof derived === "string") assert.ok(derived.length <= 255, derived);
  });

  it("are apart where the file's can be read as parts of each other", async () => {
    const names = ["a", "b", "a-b", "b-c", "agent", "canary", "queue", "a-queue", "stable"];
    const hosts = "[b-allow-c.example, c.example]";
    const agents = (some: readonly string[]) => some.map((name) => `${name}: ${agent}`).join(", ");
    const tenants = names.map(
      (name) => `${name}: { tier: large, modelHosts: ${hosts}, agents: { ${agents([...names, "b-agent-c"])} } }`,
    );
    const resources = await resourcesOf(fileWithTenants(tenants.join("\n    ")));
    const urns = resources.map(({ urn }) => urn);
    assert.equal(new Set(urns).size, urns.length);
    const keys = resources.flatMap((resource) => {
      const { type, inputs } = resource;
      const { name = inputs.name ?? inputs.secretId, namespace } = metadataOf(resource) ?? {};
      // Those that give rights name what they give rights to.
      if (typeof name !== "string" || /IAMMember|IamMember/.test(type)) return [];
      return [[type, inputs.location, inputs.region, namespace, name].join(" ")];
    });
    assert.ok(keys.length > 1000);
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
  });
});
