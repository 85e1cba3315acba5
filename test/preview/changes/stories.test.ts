import assert from "node:assert/strict";
import { editInWords } from "../../../preview/changes/words";

const inWords = (before: unknown, after: unknown) =>
  editInWords({ before: { a: before }, after: { a: after } }, "a").replace(/^a /, "");

describe("an edit in words", () => {
  it("is what was and what is", () => {
    assert.equal(inWords(1, 2), "1 → 2");
    assert.equal(editInWords({ before: {}, after: { a: "x" } }, "a"), 'a is now "x"');
    assert.equal(editInWords({ before: { a: "x" }, after: {} }, "a"), 'a was "x" and goes');
  });

  it("shows of long values where they differ, such as the digest of an image", () => {
    const image = (digest: string) => `europe-docker.pkg.dev/acme-agents-prod/agents/agent@sha256:${digest.repeat(16)}`;
    const told = inWords(image("e7d9"), image("f7d9"));
    const [before, after] = told.split(" → ");
    assert.notEqual(before, after);
    assert.match(told, /^…gent@sha256:e7d9.*… → …gent@sha256:f7d9.*…$/);
  });
});
