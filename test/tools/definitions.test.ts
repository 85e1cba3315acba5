import assert from "node:assert/strict";
import { parse } from "yaml";
import { definitionsIn, ownDefinitions } from "../../tools/definitions";

describe("others' definitions of kinds", () => {
  it("are cut out of what else is in a file", () => {
    const text = [
      "# a licence, by itself",
      "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: other",
      "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  annotations:\n    name: no\n  name: a.example.io\nspec:\n  names:\n    kind: A",
      "kind: CustomResourceDefinition\nmetadata:\n  name: b.example.io\n",
    ].join("\n---\n");
    assert.deepEqual(
      definitionsIn(text).map(({ name }) => name),
      ["a.example.io", "b.example.io"],
    );
    assert.match(definitionsIn(text)[0]?.text ?? "", /^\napiVersion: .*\n[^]* {4}kind: A\n$/);
  });

  it("are refused where they have no name", () => {
    assert.throws(() => definitionsIn("kind: CustomResourceDefinition\nspec: {}\n"), /a definition without a name/);
  });

  const kinds = { "cloud.google.com": "ComputeClass", "monitoring.googleapis.com": "PodMonitoring" };
  for (const [group, kind] of Object.entries({ ...kinds, "secrets-store.csi.x-k8s.io": "SecretProviderClass" })) {
    it(`are our own for ${kind}, under the name that the API server wants`, () => {
      const found = ownDefinitions().find(({ name }) => name.endsWith(`.${group}`));
      const { metadata, spec } = parse(found?.text ?? "") as {
        readonly metadata: { readonly name: string };
        readonly spec: { readonly group: string; readonly names: Readonly<Record<"kind" | "plural", string>> };
      };
      assert.equal(metadata.name, `${spec.names.plural}.${spec.group}`);
      assert.deepEqual([spec.group, spec.names.kind], [group, kind]);
    });
  }
});
