/** Follows the pages of docs/tasks/: their changes are made to the real stack files, and what they quote is printed. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import colors from "picocolors";
import type { Environment } from "../../config/environment";
import { loadEnvironment } from "../../config/load";
import { isViolated } from "../../policy/offline";
import { RULES } from "../../policy/rules";
import { readSettings } from "../../policy/settings";
import { reportOn } from "../../preview/report";
import { toText } from "../../preview/text";
import { problemsOf } from "../config/load-text";
import { REPOSITORY } from "../program/language-host";

const TASKS = join(REPOSITORY, "docs", "tasks");
const EXAMPLES = join(REPOSITORY, "docs", "examples");
const PROD = readFileSync(join(REPOSITORY, "Pulumi.prod.yaml"), "utf8");

/** The fenced blocks of a page, without the indentation of a list that they stand in. */
function blocks(page: string, language: string): readonly string[] {
  const text = readFileSync(join(TASKS, `${page}.md`), "utf8");
  return [...text.matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)]
    .filter(([, of]) => of === language)
    .map(([, , block = ""]) => block);
}

/** A file after a change; the lines that stay or go must stand in it, one after the other. */
function changed(file: string, diff: string): string {
  const lines = diff.trimEnd().split("\n");
  const [old, now] = [/^[ -]/, /^[ +]/].map((kept) =>
    lines.filter((line) => kept.test(line)).map((line) => line.slice(1)),
  );
  const [before = "", after = ""] = [old, now].map((some) => `${(some ?? []).join("\n")}\n`);
  assert.equal(file.split(before).length, 2, `not once in the file:\n${before}`);
  return file.replace(before, () => after);
}

/** Spaces and line breaks are the page's own; … stands for anything. */
function quoted(text: string): RegExp {
  const words = text
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(words.join("\\s+").replaceAll("…", "[^]*?"));
}

/** The environment of Pulumi.prod.yaml with this content. */
function prodOf(file: string): Environment {
  const directory = mkdtempSync(join(tmpdir(), "agno-tasks-"));
  try {
    writeFileSync(join(directory, "Pulumi.prod.yaml"), file);
    return loadEnvironment({ directory, stack: "prod" });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function shownOf(file: string) {
  const report = await reportOn(prodOf(file), { stack: "prod" });
  return { report, text: toText(report, { width: 200, colors: colors.createColors(false) }) };
}

describe("docs/tasks/", function () {
  this.timeout(300_000);

  it("add-a-region", async () => {
    const [diff = ""] = blocks("add-a-region", "diff");
    const [missing = "", shown = ""] = blocks("add-a-region", "");
    const file = changed(PROD, diff);
    assert.match(problemsOf(file.replace("{ slot: 3 }", "{}")).join("\n"), quoted(missing));
    const { report, text } = await shownOf(file);
    assert.deepEqual(
      report.policy.map(({ policy, value }) => [policy, value]),
      [["costs-stay-below-alerts", "$37,308.66, 93 % of its budget"]],
    );
    for (const line of shown.trim().split("\n")) assert.match(text, quoted(line));
  });

  it("add-a-gpu", async () => {
    const [quota = "", agent = "", larger = ""] = blocks("add-a-gpu", "diff");
    const [shown = ""] = blocks("add-a-gpu", "");
    const file = changed(changed(PROD, quota), agent);
    const { report, text } = await shownOf(file);
    assert.deepEqual(report.policy, []);
    for (const line of shown.trim().split("\n")) assert.match(text, quoted(line));
    const grown = await shownOf(changed(file, larger));
    assert.match(grown.text, /gpu 8 of 12,/);
  });

  it("a-rule-in-my-way", async () => {
    const [diff = ""] = blocks("a-rule-in-my-way", "diff");
    const [told = ""] = blocks("a-rule-in-my-way", "");
    const [figure = "", level = ""] = blocks("a-rule-in-my-way", "json");
    const environment = prodOf(changed(PROD, diff));
    const { report, text } = await shownOf(changed(PROD, diff));
    for (const line of told.trim().split("\n")) assert.match(text, quoted(line));
    assert.ok(isViolated(report.policy));
    const settled = async (settings: string) =>
      (
        await reportOn(environment, {
          stack: "prod",
          strictnessOf: readSettings(settings, "policy-config.json", RULES),
        })
      ).policy;
    const isCeiling = ({ policy }: { policy: string }) => policy === "pools-stay-within-ceilings";
    assert.equal((await settled(figure)).some(isCeiling), false);
    const advice = await settled(level);
    assert.ok(advice.some(isCeiling) && !isViolated(advice));
  });

  it("read-the-comment quotes what the examples have", () => {
    const page = readFileSync(join(TASKS, "read-the-comment.md"), "utf8");
    const comments = readdirSync(EXAMPLES)
      .map((name) => readFileSync(join(EXAMPLES, name), "utf8"))
      .join("\n");
    const cells = [...page.matchAll(/^\| ([^|]*`[^|]*) \|/gm)].flatMap(([, cell = ""]) => cell.match(/`[^`]+`/g) ?? []);
    assert.ok(cells.length >= 11);
    for (const cell of cells) assert.ok(comments.includes(cell.slice(1, -1)), cell);
  });
});
