import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../../config/load";
import { ConfigurationError } from "../../config/problem";
import { load, problemsOf, stackFile } from "./load-text";

const east = "us-east1: { slot: 0 }";
const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join("");

describe("a stack file that means harm", () => {
  const slow: readonly (readonly [string, string])[] = [
    ["130,000 wrong weekdays", stackFile(east, `  agno:maintenance: { days: [${many(130_000, () => "XA,")}] }\n`)],
    ["20,000 pools without a maximum", stackFile(east, `  agno:pools:\n${many(20_000, (i) => `    p${i}: {}\n`)}`)],
    [
      "20,000 unknown pools of a region",
      stackFile(`us-east1:\n      slot: 0\n      pools:\n${many(20_000, (i) => `        p${i}: {}\n`)}`),
    ],
    ["a pool for everybody", stackFile(east, `  agno:pools:\n${many(1900, (i) => `    p${i}: { max: 1 }\n`)}`)],
    ["900,000 commas", `[${",".repeat(900_000)}]`],
    ["400,000 closing braces", "}\n".repeat(400_000)],
    ["300,000 directives", "%a\n".repeat(300_000)],
    ["200,000 bad escapes", '"\\q"\n'.repeat(200_000)],
    ["300,000 aliases", "*a\n".repeat(300_000)],
    ["99,000 commas", `[${",".repeat(99_000)}]`],
  ];
  for (const [what, text] of slow) {
    it(`is answered within 20 s of the processor: ${what}`, () => {
      const began = process.cpuUsage();
      const lines = problemsOf(text);
      // What others do on the machine does not count.
      const { user, system } = process.cpuUsage(began);
      assert.ok(user + system < 20e6, `${(user + system) / 1000} ms`);
      assert.ok(lines.length <= 51);
    });
  }

  const forged: readonly (readonly [string, string])[] = [
    ["in a value", stackFile(east, '  agno:scope: "a\\e[31m\\nFAKE:1:1 x: y\\u009b"\n')],
    ["in a key", stackFile(east, '  "a\\e[31m\\u009b\\u2028\\u202e": 1\n')],
    ["in an environment's name", 'config:\n  agno:environment: "a\\e[31m\\nb"\n  agno:scope: global\n'],
    ["in a directive", "%\u001b[31mA\n---\na: 1\n"],
  ];
  for (const [where, text] of forged) {
    it(`cannot speak to the terminal ${where}`, () => {
      for (const line of problemsOf(text)) {
        assert.match(line, /^Pulumi\.test\.yaml:/);
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
    });
  }

  it("cannot fill the screen with one value", () => {
    for (const line of problemsOf(stackFile(east, `  agno:scope: ${"a".repeat(50_000)}\n`)))
      assert.ok(line.length < 1200);
  });

  it("is told at its key in both places where two keys bear one name", () => {
    const lines = problemsOf(`agno:scope: 1\n${stackFile(east, "  agno:scope: 5\n")}`);
    assert.deepEqual(
      lines.map((line) => line.split(" ")[0]),
      ["Pulumi.test.yaml:1:1", "Pulumi.test.yaml:4:15"],
    );
  });

  const refused: readonly (readonly [string, string, string])[] = [
    [
      "a number that others read as octal",
      stackFile("us-east1: { slot: 010 }"),
      "Pulumi.test.yaml:4:23 agno:regions.us-east1.slot: a number that begins with 0, which others read as octal; write it without",
    ],
    [
      "a directive",
      `%YAML 1.1\n---\n${stackFile(east)}`,
      "Pulumi.test.yaml:1:1 (file): a %YAML directive changes what the rest means; remove it",
    ],
    [
      "a second document",
      `${stackFile(east)}---\na: 1\n`,
      "Pulumi.test.yaml:5:1 (file): a second document begins; a stack file is one",
    ],
    [
      "a label in a domain that is none",
      stackFile(east, '  agno:pools: { cpu: { labels: { "a..b/x": y } } }\n'),
      "Pulumi.test.yaml:3:34 agno:pools.cpu.labels.a..b/x: not a Kubernetes label name; allowed are 63 letters, digits, - _ . and before a / a domain",
    ],
    [
      "21 exclusions",
      stackFile(
        east,
        `  agno:maintenance:\n    exclusions:\n${many(21, (i) => `      e${i}: { from: "2026-12-01T00:00:00Z", to: "2026-12-02T00:00:00Z", scope: NO_MINOR_UPGRADES }\n`)}`,
      ),
      "Pulumi.test.yaml:4:5 agno:maintenance.exclusions: 21 exclusions; GKE takes at most 20",
    ],
  ];
  for (const [what, text, expected] of refused) {
    it(`is refused for ${what}`, () => {
      assert.deepEqual(problemsOf(text), [expected]);
    });
  }

  it("does not hide one mistake behind another", () => {
    const slots = stackFile("us-east1: { slot: 0 }\n    us-east4: { slot: 0 }\n    us-centrall1: { slot: 1 }");
    assert.deepEqual(
      problemsOf(slots).map((line) => line.split(" ")[1]),
      ["agno:regions.us-east4.slot:", "agno:regions.us-centrall1:"],
    );
    const pools = stackFile("us-east1: { slot: 1, podsPerNode: 2, pools: { gpo: { max: 2 } } }");
    assert.deepEqual(
      problemsOf(pools).map((line) => line.split(" ")[1]),
      ["agno:regions.us-east1.podsPerNode:", "agno:regions.us-east1.pools.gpo:"],
    );
  });

  it("does not follow one mistake with what only comes of it", () => {
    assert.equal(problemsOf(stackFile('us-east1: { slot: 0, pools: { cpu: { min: 150, max: "x" } } }')).length, 1);
    assert.equal(problemsOf(stackFile(east, '  agno:maintenance: { days: [SA], hours: "x" }\n')).length, 1);
  });
});

describe("a path that is no stack file", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "agno-path-"));
    mkdirSync(join(directory, "Pulumi.folder.yaml"));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const paths: readonly (readonly [string, string | undefined, RegExp])[] = [
    ["folder", undefined, /^Pulumi\.folder\.yaml:1:1 \(file\): is no file$/],
    ["x", "/dev/zero", /^zero:1:1 \(file\): is no file$/],
    ["x", __filename + "/x", /^x:1:1 \(file\): cannot be read: ENOTDIR/],
    ["a b", undefined, /"a b" names no stack; allowed are/],
    ["Prod", undefined, /"Prod" names no stack; allowed are/],
  ];
  for (const [stack, file, message] of paths) {
    it(`is told: ${file ?? stack}`, () => {
      const options = { directory, stack, ...(file !== undefined && { file }) };
      assert.throws(
        () => loadEnvironment(options),
        (error) => {
          assert.ok(error instanceof ConfigurationError);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  it("is not taken for one that is", () => {
    assert.equal(load(stackFile(east)).regions.length, 1);
  });
});
