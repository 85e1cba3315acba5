import assert from "node:assert/strict";
import { violationsIn } from "../../policy/offline";
import { RULES } from "../../policy/rules";
import { VALID } from "./fixture";
import { MUTATIONS } from "./mutations";

describe("the rules of the policy pack", () => {
  it("have nothing against the valid stack", () => {
    assert.deepEqual(violationsIn(VALID), []);
  });

  it("have mutations, all of them, and every mutation has its rule", () => {
    assert.deepEqual([...Object.keys(MUTATIONS)].sort(), RULES.map(({ name }) => name).sort());
    for (const [rule, mutations] of Object.entries(MUTATIONS)) assert.ok(mutations.length > 0, rule);
  });

  let caught = 0;
  for (const { name: rule, level, mend } of RULES) {
    describe(rule, () => {
      for (const { title, value, resources } of MUTATIONS[rule] ?? []) {
        it(title, () => {
          const found = violationsIn(resources);
          assert.deepEqual([...new Set(found.map(({ policy }) => policy))], [rule]);
          const [first] = found.filter((violation) => violation.value.includes(value));
          assert.ok(first !== undefined, `none names ${value}: ${found.map(({ message }) => message).join("\n")}`);
          assert.equal(first.enforcementLevel, level);
          // A person reads which resource, which value, what is allowed, and what to do.
          for (const part of [first.resource, first.value, first.limit, mend]) assert.ok(first.message.includes(part));
          assert.ok(first.limit !== "" && first.urn !== "");
          caught++;
        });
      }
    });
  }

  // Each rule is needed: the pack without it has nothing against what breaks it.
  let unnoticed = 0;
  for (const { name: rule } of RULES) {
    it(`would not notice ${rule} without it`, () => {
      const rules = RULES.filter(({ name }) => name !== rule);
      for (const { title, resources } of MUTATIONS[rule] ?? []) {
        assert.deepEqual(violationsIn(resources, { rules }), [], title);
        unnoticed++;
      }
    });
  }

  after(() => {
    const lines = RULES.map(({ name }) => `${name.padEnd(36)} ${MUTATIONS[name]?.length ?? 0}`);
    const total = Object.values(MUTATIONS).flat().length;
    process.stdout.write(`${lines.join("\n")}\n${RULES.length} rules, ${total} mutations, ${total - caught} missed\n`);
    process.stdout.write(`each rule taken away in turn: ${unnoticed} of its mutations are noticed by nothing else\n`);
  });
});
