import assert from "node:assert/strict";
import { stackWithTenants } from "../../../bench/stack-with-tenants";
import { loadStack } from "../../../config/load";
import { comparedWith } from "../../../preview/changes/compare";
import { EMPTY } from "../../../preview/changes/base-preview";
import { type Finding, findingsOf } from "../../../preview/findings";
import { MOST_CHARACTERS, toMarkdown } from "../../../preview/markdown/comment";
import { type Report, reportOn } from "../../../preview/report";
import { REPOSITORY } from "../../program/language-host";
import { loadWithPlaces } from "../../config/load-text";

const BASE = { ref: "HEAD~1", commit: "0123456789".repeat(4) };

describe("the preview as a comment", function () {
  this.timeout(300_000);
  let dev: Report;
  let findings: readonly Finding[];
  before(async () => {
    const { environment, problemAt } = loadStack({ directory: REPOSITORY, stack: "dev" });
    dev = await reportOn(environment, { stack: "dev" });
    findings = findingsOf(dev, problemAt);
  });

  it("says first that all holds, without a comparison as well", () => {
    const [title, , verdict] = toMarkdown(dev, findings).split("\n");
    assert.equal(title, "### `dev`");
    assert.equal(verdict, "✅ Quotas, isolation, budgets and policies hold.");
  });

  it("is the same each time", () => {
    assert.equal(toMarkdown(dev, findings), toMarkdown(dev, findings));
  });

  it("says what comes, and what it costs, of a stack that the base does not have", () => {
    const text = toMarkdown(comparedWith({ ...BASE, preview: EMPTY }, dev), findings);
    const { length } = dev.resources;
    assert.match(text, new RegExp(`^### \`dev\` · ${length} added · \\+\\$1,649\\.31 a month\n`));
    assert.match(text, /\| total \| \$360\.05 \(\+\$360\.05\) \| \$1,649\.31 \(\+\$1,649\.31\) \|/);
    assert.match(text, new RegExp(`➕ Added \\(${length}\\)</summary>`));
    assert.match(text, /- us-central1, tenant globex: Tenant globex, 1 apps\.Deployment/);
    assert.match(text, /Compared with `0123456`\. .*`npm run preview -- dev --base HEAD~1`/);
  });

  it("says what goes and which data with it, of a stack that gives up a tenant", () => {
    const isTenants = ({ urn }: { urn: string }) => urn.includes("agno:tenant:Tenant");
    const less = { ...dev, resources: dev.resources.filter((resource) => !isTenants(resource)) };
    const base = { ...BASE, preview: { ...EMPTY, resources: dev.resources } };
    const text = toMarkdown(comparedWith(base, less), findings);
    assert.match(
      text,
      /#### 🔴 Data is lost\n\n- 🔴 `core\.Namespace namespace` \(us-central1, tenant globex\): \*\*everything in the namespace/,
    );
    assert.match(text, /➖ Removed \(\d+\)<\/summary>\n\n- us-central1, tenant globex: Tenant globex, /);
  });

  it("says why it is not compared where the base cannot be previewed, and calls nobody", () => {
    const text = toMarkdown(comparedWith({ ...BASE, failure: "Pulumi.dev.yaml:1:1 @all <b>" }, dev), findings);
    assert.match(
      text,
      /hold\.\n\n⚠️ \*\*What changes is unknown\*\*: not compared with HEAD&#126;1, .*: Pulumi\.dev\.yaml:1:1 &#64;&#8203;all &lt;b&gt;/,
    );
    assert.doesNotMatch(text, /@all|<b>/);
  });

  it("names the command that says the same, of a part as well", () => {
    const part = { ...dev, environment: { ...dev.environment, scope: "us-central1" } };
    assert.match(toMarkdown(part, findings), /`npm run preview -- dev --scope us-central1`/);
  });

  it("names each finding with its line", () => {
    const place = { file: "Pulumi.dev.yaml", position: { line: 12, column: 3 }, path: [], message: "" };
    const broken: Finding = { rule: "a-rule", level: "error", message: "x is 2, allowed is 1; lower it", place };
    const text = toMarkdown(dev, [broken, { ...broken, level: "warning" }]);
    assert.match(text, /❌ \*\*1 thing does not hold\*\*, 1 to look at\./);
    assert.match(text, /- ❌ `Pulumi\.dev\.yaml:12` \*\*a-rule\*\*: x is 2, allowed is 1; lower it\n- ⚠️ /);
  });

  it("stays below what a comment holds with 50 tenants that are all new", async () => {
    const size = { tenants: 50, agentsEach: 2, regions: ["us-central1", "europe-west4"], settings: [] };
    const { environment, problemAt } = loadWithPlaces(stackWithTenants(size));
    const report = comparedWith({ ...BASE, preview: EMPTY }, await reportOn(environment, { stack: "test" }));
    const text = toMarkdown(report, findingsOf(report, problemAt));
    assert.ok(text.length <= MOST_CHARACTERS, String(text.length));
    assert.match(text, /➕ Added/);
    assert.match(text, /<\/sub>\n$/);
  });

  it("gives up parts from the end, and cuts what is too long by itself, but never ends without a word", () => {
    const place = { file: "Pulumi.dev.yaml", position: { line: 1, column: 1 }, path: [], message: "" };
    const endless = (length: number): Finding[] => [
      { rule: "a-rule", level: "error", message: "x".repeat(length), place },
    ];
    const note = "y".repeat(70_000);
    const notes = toMarkdown({ ...dev, notes: [note] }, findings);
    assert.ok(notes.length < MOST_CHARACTERS && notes.includes("There is more than a comment holds"));
    assert.match(notes, /What it costs/);
    for (const length of [59_000, 61_000, 200_000]) {
      const text = toMarkdown({ ...dev, notes: [note] }, endless(length));
      assert.ok(text.length <= MOST_CHARACTERS, String(text.length));
      assert.match(text, /^### `dev`[^]*1 thing does not hold[^]*There is more than a comment holds/);
    }
  });
});
