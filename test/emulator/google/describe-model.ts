/** States what the emulated service takes, refuses and answers for one type of resource. */
import assert from "node:assert/strict";
import { z } from "zod";
import { Emulator, Refusal, modelOf } from "../../../emulator/emulator";
import type { Properties } from "../../../emulator/model";

export const PROJECT = "acme-agents-test";

/** Inputs by their paths, for example "logConfig.metadata"; undefined takes one away. */
export type Changes = Readonly<Record<string, unknown>>;

export interface Facts {
  /** Inputs that the service takes. */
  readonly valid: Properties;
  /** Those of them that it could do without, sorted. */
  readonly optional?: readonly string[];
  /** What it answers to the valid inputs, besides these; a pattern stands for what it invents. */
  readonly id: string;
  readonly outputs: Properties;
  /** Changes that it takes as well. */
  readonly takes?: Readonly<Record<string, Changes>>;
  /** Changes that it refuses, with words of its answer. */
  readonly refuses: Readonly<Record<string, readonly [Changes, RegExp]>>;
}

export function describeModel(type: string, { valid, optional = [], id, outputs, takes = {}, refuses }: Facts): void {
  describe(type, () => {
    it("is given an id, and what only the service knows", () => {
      const answer = create(type, valid);
      assert.equal(answer.id, id);
      assert.deepEqual(withPatterns(answer.outputs, outputs), { ...valid, ...outputs });
    });

    it("cannot do without what it needs", () => {
      const dispensable = Object.keys(valid).filter((name) => isTaken(type, changed(valid, { [name]: undefined })));
      assert.deepEqual(dispensable.sort(), optional);
    });

    it("takes nothing that the service does not know", () => {
      assert.throws(() => create(type, { ...valid, colour: "red" }), refusal(/Unrecognized key: "colour"/));
    });

    it("cannot change its name, and what else is immutable are inputs of its", () => {
      const { inputs, immutable } = modelOf(type);
      assert.ok(inputs instanceof z.ZodObject);
      assert.ok(immutable.length > 0);
      for (const name of immutable) assert.ok(name in inputs.shape, name);
      if ("name" in valid) assert.ok(immutable.includes("name"));
    });

    for (const [what, changes] of Object.entries(takes)) {
      it(`takes ${what}`, () => {
        assert.doesNotThrow(() => create(type, changed(valid, changes)));
      });
    }

    for (const [what, [changes, answer]] of Object.entries(refuses)) {
      it(`refuses ${what}`, () => {
        assert.throws(() => create(type, changed(valid, changes)), refusal(answer));
      });
    }
  });
}

function create(type: string, inputs: Properties) {
  return new Emulator().create({ type, inputs, provider: { project: PROJECT } });
}

/** The value with each text replaced by the pattern that it matches. */
function withPatterns(value: unknown, expected: unknown): unknown {
  if (expected instanceof RegExp) return typeof value === "string" && expected.test(value) ? expected : value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const patterns = (expected ?? {}) as Properties;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPatterns(inner, patterns[key])]));
}

function isTaken(type: string, inputs: Properties): boolean {
  return modelOf(type).inputs.safeParse(inputs).success;
}

function refusal(message: RegExp) {
  return (error: unknown): true => {
    assert.ok(error instanceof Refusal);
    assert.match(error.message, message);
    return true;
  };
}

function changed(inputs: Properties, changes: Changes): Properties {
  return Object.entries(changes).reduce((result, [path, value]) => withValue(result, path.split("."), value), inputs);
}

function withValue(inputs: Properties, [key, ...rest]: readonly string[], value: unknown): Properties {
  if (key === undefined) return inputs;
  const { [key]: old, ...others } = inputs;
  if (rest.length > 0) return { ...others, [key]: withValue((old ?? {}) as Properties, rest, value) };
  return value === undefined ? others : { ...others, [key]: value };
}
