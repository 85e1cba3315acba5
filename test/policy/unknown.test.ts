/** A value that nobody knows at preview must never let a rule pass silently. */
import assert from "node:assert/strict";
import { SECRET, UNKNOWN } from "../../emulator/wire";
import { type OfflineOptions, violationsIn } from "../../policy/offline";
import { RULES } from "../../policy/rules";
import type { Rule } from "../../policy/rule";
import { VALID } from "./fixture";
import { changed } from "./mutate";
import { MUTATIONS } from "./mutations";

/** Every property that a rule reads of the valid stack, as "resource path". */
function readsOf(rule: Rule): ReadonlyMap<string, readonly string[]> {
  const reads = new Map<string, Set<string>>();
  const onRead: NonNullable<OfflineOptions["onRead"]> = ({ name }, path) => {
    reads.set(name, (reads.get(name) ?? new Set()).add(path));
  };
  violationsIn(VALID, { rules: [rule], onRead });
  return new Map([...reads].map(([name, paths]) => [name, [...paths]]));
}

/** "a.b.c/d.e" with keys that hold dots: what the fixture's own keys make of it. */
function quoted(value: unknown, path: string): string {
  if (path === "" || typeof value !== "object" || value === null) return path;
  const key = Object.keys(value)
    .filter((one) => path === one || path.startsWith(`${one}.`))
    .sort((a, b) => b.length - a.length)[0];
  if (key === undefined) return `['${path}']`;
  const rest = path.slice(key.length + 1);
  return `['${key}']${quoted((value as Record<string, unknown>)[key], rest)}`;
}

function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], value);
}

const count = { reads: 0, refused: 0, told: 0 };

describe("values that are unknown at preview", () => {
  for (const rule of RULES) {
    it(`${rule.name} says so, whichever property it is`, () => {
      for (const [name, paths] of readsOf(rule)) {
        for (const path of paths) {
          const resources = VALID.map((one) =>
            one.name === name ? changed(one, quoted(one.inputs, path), UNKNOWN) : one,
          );
          const found = violationsIn(resources, { rules: [rule] });
          assert.ok(found.length > 0, `${rule.name} passes while ${path} of ${name} is unknown`);
          count.reads++;
          if (found.some(({ enforcementLevel }) => enforcementLevel === "mandatory")) count.refused++;
          else {
            count.told++;
            // Of a rule that is advice itself, no more is to be had.
            assert.ok(rule.late !== undefined || rule.level === "advisory", `${rule.name} only tells of ${path}`);
            assert.match(found[0]?.message ?? "", /cannot be judged yet: .* is unknown until the update/);
          }
        }
      }
    });

    for (const late of rule.late ?? []) {
      it(`${rule.name} finds all else that is wrong while ${late} is unknown`, () => {
        const path = late.replace("*", "0");
        for (const { title, resources } of MUTATIONS[rule.name] ?? []) {
          // Where the mutation is that very property, it cannot be seen.
          const veiled = resources.map((one) => {
            const before = at(VALID.find(({ urn }) => urn === one.urn)?.inputs, path);
            return before === undefined || at(one.inputs, path) !== before ? one : changed(one, path, UNKNOWN);
          });
          const found = violationsIn(veiled, { rules: [rule] });
          assert.ok(
            found.some(({ enforcementLevel }) => enforcementLevel === "mandatory"),
            title,
          );
        }
      });
    }
  }

  it("secrets cannot be judged either", () => {
    const resources = VALID.map((one) => (one.name === "member" ? changed(one, "role", SECRET) : one));
    const [first] = violationsIn(resources);
    assert.match(
      first?.message ?? "",
      /^member: cannot be judged yet: role is a secret, which a preview does not see; /,
    );
    assert.equal(first?.enforcementLevel, "mandatory");
  });

  it("a property in snake_case is not taken for the real one", () => {
    const inputs = { ...VALID.find(({ name }) => name === "ServiceAccount support")?.inputs };
    Reflect.deleteProperty(inputs, "automountServiceAccountToken");
    const spelt = { ...inputs, automount_service_account_token: false };
    const resources = VALID.map((one) =>
      one.name === "ServiceAccount support" ? { ...one, inputs: spelt, outputs: spelt } : one,
    );
    assert.match(
      violationsIn(resources)[0]?.message ?? "",
      /automountServiceAccountToken is spelt automount_service_account_token, which nobody reads: write automountServiceAccountToken/,
    );
  });

  it("what is of another form than its service takes is refused, not taken for valid, and nothing is thrown", () => {
    for (const { name, inputs } of VALID) {
      for (const key of Object.keys(inputs)) {
        for (const value of [null, 7, "text", [], [null], {}]) {
          const resources = VALID.map((one) => (one.name === name ? changed(one, `['${key}']`, value) : one));
          assert.ok(Array.isArray(violationsIn(resources)));
        }
      }
    }
  });

  after(() => {
    process.stdout.write(
      `${count.reads} properties read: unknown, ${count.refused} are refused and ${count.told} told\n`,
    );
  });
});
