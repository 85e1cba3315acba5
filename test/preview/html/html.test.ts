import assert from "node:assert/strict";
import { html, joined } from "../../../preview/html/html";

describe("markup by templates", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["a tag", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["the end of an attribute", '" onmouseover="x', "&quot; onmouseover=&quot;x"],
    ["a single quote", "it's", "it&#39;s"],
    ["an entity", "&lt;", "&amp;lt;"],
    ["what no page may hold", "a\0b\u001bc", "a\ufffdb\ufffdc"],
    ["everything else as it is", "a b\n10.0.0.0/8 ≤ – ü 😀", "a b\n10.0.0.0/8 ≤ – ü 😀"],
  ];
  for (const [what, value, escaped] of cases) {
    it(`escapes ${what}`, () => {
      assert.equal(html`<p title="${value}">${value}</p>`.text, `<p title="${escaped}">${escaped}</p>`);
    });
  }

  it("takes markup, numbers and lists as they are", () => {
    const items = [1, 2].map((number) => html`<b>${number}</b>`);
    assert.equal(html`<p>${items}</p>`.text, "<p><b>1</b><b>2</b></p>");
    assert.equal(html`${joined(["<", "b", "c"], html`<br />`)}`.text, "&lt;<br />b<br />c");
  });

  it("drops how a template is laid out, and leaves its values alone", () => {
    const long = "a long value,\n   on two lines, so that the template has some of its own as well: it is formatted so";
    assert.equal(
      html`<p>${long}</p>
        <p>${long}</p>`.text,
      `<p>${long}</p>\n<p>${long}</p>`,
    );
  });
});
