import assert from "node:assert/strict";
import { compose } from "../../review/compose";
import { fenced } from "../../review/fenced";
import { stacksAbout } from "../../review/stacks";

describe("stacksAbout", () => {
  const existing = ["dev", "local", "prod", "prod-global"];
  for (const [what, changed, stacks, gone] of [
    ["one stack file", ["Pulumi.dev.yaml"], ["dev"], []],
    ["a stack file that is not usual", ["Pulumi.local.yaml"], ["local"], []],
    ["two, and documents", ["Pulumi.prod-global.yaml", "Pulumi.dev.yaml", "README.md"], ["dev", "prod-global"], []],
    ["code", ["components/agent/agent.ts"], ["dev", "prod"], []],
    ["code and a stack file", ["index.ts", "Pulumi.local.yaml"], ["dev", "local", "prod"], []],
    ["documents alone", ["docs/policy.md"], ["dev", "prod"], []],
    ["nothing", [], ["dev", "prod"], []],
    ["a stack that went", ["Pulumi.old.yaml", "Pulumi.dev.yaml"], ["dev"], ["old"]],
    ["a file like one, elsewhere", ["test/Pulumi.dev.yaml"], ["dev", "prod"], []],
  ] as const) {
    it(`finds ${stacks.join(", ")} where ${what} changed`, () => {
      assert.deepEqual(stacksAbout(changed, existing, ["dev", "prod"]), { stacks, gone });
    });
  }
});

describe("the comment of several previews", () => {
  const fine = (stack: string, markdown: string) => ({ stack, status: 0, markdown, stderr: "" });

  it("has them one after the other, and the stacks that went first", () => {
    assert.equal(
      compose([fine("dev", "small\n"), fine("prod", "large")], ["old"]),
      "Stack `old` has no file any more; what it has built stays until `pulumi destroy`.\n\n" +
        "## Stack `dev`\n\nsmall\n\n## Stack `prod`\n\nlarge\n\n",
    );
  });

  for (const [status, words] of [
    [2, "The configuration is wrong, so nothing was previewed:"],
    [3, "The program failed, so nothing was previewed:"],
    [137, "The preview ended with status 137:"],
  ] as const) {
    it(`has what was told where the preview ended with ${status}`, () => {
      const stderr = "Pulumi.dev.yaml:9:5 no such setting\n";
      assert.equal(
        compose([{ stack: "dev", status, stderr }], []),
        `## Stack \`dev\`\n\n${words}\n\n\`\`\`text\n${stderr.trim()}\n\`\`\`\n\n`,
      );
    });
  }

  it("stays below what GitHub takes, and leaves out whole stacks", () => {
    const comment = compose([fine("a", "é".repeat(15_000)), fine("b", "é".repeat(20_000)), fine("c", "short")], []);
    assert.ok(Buffer.byteLength(comment) < 61_000);
    assert.match(comment, /^## Stack `b`\n\nToo long for one comment: it stands in `b.html` of the run\.$/m);
    assert.match(comment, /^## Stack `c`\n\nshort$/m);
  });

  it("has a fence that its text cannot end", () => {
    assert.equal(fenced("a\n```\nb ````` c\n"), "``````text\na\n```\nb ````` c\n``````");
  });
});
