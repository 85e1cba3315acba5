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
  /** Paths of objects whose keys are the user's own, such as labels; sorted. */
  readonly free?: readonly string[];
  /** Paths of enumerations that the emulator does not check yet. */
  readonly unchecked?: readonly string[];
  /** What it answers to the valid inputs, besides these. */
  readonly id: string;
  readonly outputs: Properties;
  /** Changes that it takes as well. */
  readonly takes?: Readonly<Record<string, Changes>>;
  /** Changes that it refuses, with words of its answer. */
  readonly refuses: Readonly<Record<string, readonly [Changes, RegExp]>>;
}

export function describeModel(type: string, facts: Facts): void {
  const { valid, optional = [], free = [], unchecked = [], id, outputs, takes = {}, refuses } = facts;
  describe(type, () => {
    it("is given an id, and what only the service knows", () => {
      assert.deepEqual(create(type, valid), { id, outputs: { ...valid, ...outputs } });
    });

    if ("project" in outputs) {
      it("is in the project of its provider", () => {
        const other = create(type, valid, "acme-other");
        assert.equal(other.id, id.replaceAll(PROJECT, "acme-other"));
        assert.equal(other.outputs.project, "acme-other");
      });
    } else {
      it("is where its inputs say, whatever its provider", () => {
        assert.deepEqual(create(type, valid, "acme-other"), create(type, valid));
      });
    }

    it("cannot do without what it needs", () => {
      const dispensable = Object.keys(valid).filter((name) => isTaken(type, changed(valid, { [name]: undefined })));
      assert.deepEqual(dispensable.sort(), optional);
    });

    it("takes nothing that the service does not know", () => {
      assert.throws(() => create(type, { ...valid, colour: "red" }), refusal(/Unrecognized key: "colour"/));
      const objects = placesIn(valid).filter(([, value]) => typeof value === "object" && !Array.isArray(value));
      const taking = objects.filter(([path]) => isTaken(type, changed(valid, { [`${path}.colour`]: "red" })));
      assert.deepEqual(taking.map(([path]) => path).sort(), free);
    });

    const enumerations = placesIn(valid).filter(
      ([path, value]) => typeof value === "string" && /^[A-Z][A-Z0-9_]+$/.test(value) && !unchecked.includes(path),
    );
    for (const [path] of enumerations) {
      it(`takes no ${path} of its user's own invention`, () => {
        const answer = new RegExp(`^${path}: Invalid option: expected one of "[A-Z]`);
        assert.throws(() => create(type, changed(valid, { [path]: "OTHER" })), refusal(answer));
      });
    }

    it("cannot change its name, and what else is immutable are inputs of its", () => {
      const { inputs, immutable } = modelOf(type);
      assert.ok(inputs instanceof z.ZodObject);
      assert.ok(immutable.length > 0);
      for (const path of immutable) assert.ok((path.split(".")[0] ?? "") in inputs.shape, path);
      if ("name" in valid) assert.ok(immutable.includes("name"));
    });

    const counts = placesIn(valid).filter(([, value]) => Number.isInteger(value));
    for (const [path, count] of counts) {
      it(`takes only a whole ${path}`, () => {
        const half = changed(valid, { [path]: Number(count) + 0.5 });
        assert.throws(() => create(type, half), refusal(new RegExp(`^${path}: Invalid input`)));
      });
    }

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

function create(type: string, inputs: Properties, project = PROJECT) {
  return new Emulator().create({ type, inputs, provider: { project } });
}

/** Everything in the inputs with its path, for example "allows.0.protocol". */
function placesIn(inputs: object): readonly (readonly [path: string, value: unknown])[] {
  return Object.entries(inputs).flatMap(([key, value]: [string, unknown]) => {
    const inner = typeof value === "object" && value !== null ? placesIn(value) : [];
    return [[key, value] as const, ...inner.map(([path, deep]) => [`${key}.${path}`, deep] as const)];
  });
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
  return Object.entries(changes).reduce(
    (result, [path, value]) => withValue(result, path.split("."), value) as Properties,
    inputs,
  );
}

function withValue(inputs: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(inputs)) return inputs.with(Number(key), withValue(inputs[Number(key)], rest, value)) as unknown;
  const { [key]: old, ...others } = (inputs ?? {}) as Properties;
  const inner = withValue(old, rest, value);
  return inner === undefined ? others : { ...others, [key]: inner };
}
