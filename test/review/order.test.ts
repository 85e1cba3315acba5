import assert from "node:assert/strict";
import { type Deployable, inOrder } from "../../review/order";

describe("the order of stacks", () => {
  const regions = ["us-central1", "europe-west4"].map((name) => ({
    name,
  })) as unknown as Deployable["environment"]["regions"];
  const stack = (name: string, environment = name, scope = "all", deletionProtection = true): Deployable => ({
    stack: name,
    environment: { name: environment, scope, deletionProtection, regions },
  });

  it("is unprotected environments first, then by name", () => {
    const all = [stack("prod"), stack("b", "b", "all", false), stack("a"), stack("c", "c", "all", false)];
    assert.deepEqual(inOrder(all), ["b", "c", "a", "prod"]);
  });

  it("is the global part, then regions as the stack file has them, and not the whole", () => {
    const parts = [
      stack("prod"),
      stack("prod-eu", "prod", "europe-west4"),
      stack("prod-global", "prod", "global"),
      stack("prod-us", "prod", "us-central1"),
    ];
    assert.deepEqual(inOrder(parts), ["prod-global", "prod-us", "prod-eu"]);
  });

  it("is refused where a part has no stack", () => {
    assert.throws(() => inOrder([stack("prod"), stack("prod-global", "prod", "global")]), {
      name: "RangeError",
      message: /none holds its part us-central1: write Pulumi\.prod-us-central1\.yaml/,
    });
  });
});
