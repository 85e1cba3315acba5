import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../program/language-host";
import { load, problemsOf } from "./load-text";
import { wrongFilesFrom } from "./wrong-stack-files";

const PROD = readFileSync(join(REPOSITORY, "Pulumi.prod.yaml"), "utf8");

/** Every line has a place in the file and a path, or counts what is not shown. */
function assertTold(lines: readonly string[], bytes: string | Uint8Array): void {
  const height = Buffer.from(bytes).toString().split("\n").length;
  assert.ok(lines.length > 0);
  for (const line of lines) {
    if (/^… and [\d,]+ more problems$/.test(line)) continue;
    const told = /^Pulumi\.test\.yaml:(\d+):(\d+) \S.*?: \S/.exec(line);
    assert.ok(told, line);
    assert.ok(Number(told[1]) >= 1 && Number(told[1]) <= height && Number(told[2]) >= 1, line);
    assert.doesNotMatch(line, /^\s+at /);
  }
}

describe("a wrong stack file", () => {
  const wrong = wrongFilesFrom(PROD);

  it("is tried in at least 200 ways", () => {
    assert.ok(wrong.length >= 200, String(wrong.length));
    assert.doesNotThrow(() => load(PROD));
  });

  for (const { what, bytes, names } of wrong) {
    // A different value can be right as well: true for a text is not, but a free name may be misspelt.
    if (names === "") continue;
    it(`is told with its place: ${what}`, () => {
      const lines = problemsOf(bytes);
      assertTold(lines, bytes);
      const paths = lines.map((line) => line.split(" ")[1]);
      if (names !== undefined)
        assert.ok(
          paths.some((path) => path?.includes(names)),
          `${names} is not in ${lines.join("\n")}`,
        );
    });
  }

  it("with 20,000 unknown keys is told within 5 s, cut with a count", () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `  agno:unknown-${index}: 1\n`).join("");
    const began = performance.now();
    const lines = problemsOf(`${PROD}${keys}`);
    assert.ok(performance.now() - began < 5000);
    assertTold(lines, `${PROD}${keys}`);
    assert.equal(lines.length, 51);
    assert.equal(lines.at(-1), "… and 19,950 more problems");
  });

  const suggestions = [
    ["agno:regions:", "agno:region:", "agno:regions"],
    ["europe-west4:", "europe-vest4:", "europe-west4"],
    ["gcp:project:", "gpc:project:", "gcp:project"],
    ["cpu: { max: 60 }", "cpu: { maximum: 60 }", "max"],
    ["slot: 0", "slots: 0", "slot"],
    ["exclusions:", "exclusion:", "exclusions"],
    ["NO_MINOR_OR_NODE_UPGRADES", "NO_MINOR_OR_NODE_UPGRADE", "NO_MINOR_OR_NODE_UPGRADES"],
    ["memory: { max: 20 }", "memory: { machineType: n1-hihgmem-8 }", "n1-highmem-8"],
  ] as const;
  for (const [right, misspelt, suggested] of suggestions) {
    it(`${misspelt} is answered with a suggestion`, () => {
      const told = problemsOf(PROD.replace(right, misspelt)).join("\n");
      assert.ok(told.includes(`did you mean "${suggested}"?`), told);
    });
  }
});
