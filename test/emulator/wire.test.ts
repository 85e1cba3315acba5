import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Properties } from "../../emulator/model";
import { fromWire, toWire } from "../../emulator/wire";

const { specialSigKey, specialSecretSig, specialResourceSig, unknownValue } = pulumi.runtime;
const secret = (value: unknown) => ({ [specialSigKey]: specialSecretSig, value });
const URN = "urn:pulumi:test::agno-platform::gcp:compute/network:Network::vpc";

describe("values from the wire", () => {
  const table: readonly (readonly [what: string, sent: Properties, plain: Properties])[] = [
    ["plain data is itself", { a: 1, b: "x", c: null, d: [true, {}] }, { a: 1, b: "x", c: null, d: [true, {}] }],
    ["a secret is marked", { token: secret("canary") }, { token: "[secret]" }],
    ["a secret object is marked as a whole", { keys: secret({ a: "canary" }) }, { keys: "[secret]" }],
    ["a secret is marked in a list in an object", { a: { b: [secret("canary"), 1] } }, { a: { b: ["[secret]", 1] } }],
    ["a value to come is marked", { id: unknownValue }, { id: "[unknown]" }],
    ["a value to come is marked in a list", { ids: [unknownValue, "x"] }, { ids: ["[unknown]", "x"] }],
    [
      "a resource is its URN",
      { network: { [specialSigKey]: specialResourceSig, urn: URN, id: "vpc" } },
      { network: URN },
    ],
  ];
  for (const [what, sent, expected] of table) {
    it(what, () => {
      assert.deepEqual(fromWire(toWire(sent)), expected);
    });
  }

  it("nothing is an empty object", () => {
    assert.deepEqual(fromWire(undefined), {});
  });

  const key = fc.string().filter((name) => name !== "__proto__");
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, false),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      fc.array(tie("value")),
      fc.dictionary(key, tie("value"), { noNullPrototype: true }),
    ),
  })).value;

  it("are what was sent, whatever that is", () => {
    const sent = fc.dictionary(key, json, { noNullPrototype: true });
    fc.assert(
      fc.property(sent, (properties) => {
        assert.deepEqual(fromWire(toWire(properties)), properties);
      }),
    );
  });

  it("never show what is secret, wherever it is", () => {
    const path = fc.array(key, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(path, json, (keys, value) => {
        const canary = secret({ canary: "7f3a", value });
        const sent = keys.reduceRight<unknown>((inner, name) => ({ [name]: inner }), canary) as Properties;
        assert.doesNotMatch(JSON.stringify(fromWire(toWire(sent))), /7f3a/);
      }),
    );
  });
});
