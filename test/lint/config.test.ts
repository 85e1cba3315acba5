import assert from "node:assert/strict";
import { ESLint, type Linter } from "eslint";
import { resolve } from "node:path";

const cwd = resolve(__dirname, "../..");

describe("eslint.config.mjs", () => {
  const findings = [
    // file, code, the rule that refuses it
    ["index.ts", "process.env.HOME", "no-restricted-properties"],
    ["loader.cjs", "process.env.HOME", "no-restricted-properties"],
    ["components/network/hub.ts", "process.env.HOME", "no-restricted-properties"],
    ["controllers/governor.ts", "const { env } = process", "no-restricted-properties"],
    ["preview/command.ts", "process.env.HOME", undefined],
    ["test/e2e/engine.ts", "process.env.HOME", undefined],

    ["components/network/hub.ts", "Math.random()", "no-restricted-properties"],
    ["config/schema.ts", "Date.now()", "no-restricted-properties"],
    ["cost/model.ts", "new Date()", "no-restricted-syntax"],
    ["policy/budget.ts", "new Date('2026-01-01')", undefined],
    ["preview/command.ts", "Math.random() + Date.now() + new Date()", undefined],

    ["test/cost/model.test.ts", "it.only('adds', () => {})", "no-restricted-syntax"],
    ["test/cost/model.test.ts", "describe.skip('cost', () => {})", "no-restricted-syntax"],
    ["test/cost/model.test.ts", "xit('adds', () => {})", "no-restricted-syntax"],
    ["test/cost/model.test.ts", "it('adds', () => {})", undefined],
  ] as const;
  for (const [file, code, rule] of findings) {
    it(`${rule === undefined ? "accepts" : "refuses"} ${code} in ${file}`, async () => {
      assert.deepEqual(await findingsIn(file, code), rule === undefined ? [] : [rule]);
    });
  }

  it("limits files to 300 lines and functions to 40, but not those of tests", async () => {
    const file = (lines: number) => "call();\n".repeat(lines);
    const functionOf = (lines: number) => `function work() {\n${file(lines - 2)}}\n`;
    assert.deepEqual(await findingsIn("config/load.ts", file(300)), []);
    assert.deepEqual(await findingsIn("config/load.ts", file(301)), ["max-lines"]);
    assert.deepEqual(await findingsIn("emulator/answers.ts", functionOf(40)), []);
    assert.deepEqual(await findingsIn("emulator/answers.ts", functionOf(41)), ["max-lines-per-function"]);
    assert.deepEqual(await findingsIn("test/config/load.test.ts", functionOf(301)), []);
  });

  const everywhere = ["agno/no-resource-in-apply", "agno/register-outputs"];
  const program = [...everywhere, "agno/component-type"];
  const ownRules = [
    ["index.ts", program],
    ["components/network/hub.ts", [...program, "agno/no-fixed-logical-name", "agno/require-parent"]],
    ["test/network/hub.test.ts", [...everywhere, "agno/no-floating-apply-assertion"]],
    ["loader.cjs", []],
  ] as const;
  for (const [file, expected] of ownRules) {
    it(`has ${expected.length} own rules for ${file}`, async () => {
      const { rules } = (await new ESLint({ cwd }).calculateConfigForFile(file)) as Linter.Config;
      const own = Object.keys(rules ?? {}).filter((rule) => rule.startsWith("agno/"));
      assert.deepEqual(own.sort(), [...expected].sort());
    });
  }
});

/** What the rules that need no types find, in a file that need not exist. */
async function findingsIn(filePath: string, code: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd,
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) => /^(no-restricted|max-lines)/.test(ruleId),
  });
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}
