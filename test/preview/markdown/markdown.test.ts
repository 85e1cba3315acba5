import assert from "node:assert/strict";
import { code, folded, list, plain, table } from "../../../preview/markdown/markdown";

describe("Markdown", () => {
  for (const [text, expected] of [
    ["agno-tenant-globex", "agno-tenant-globex"],
    ["<img src=x>", "&lt;img src=x&gt;"],
    ["@acme/everybody #12", "&#64;&#8203;acme/everybody &#35;&#8203;12"],
    ["[a](https://b.example)", "&#91;a&#93;(https://b.example)"],
    ["**bold** _it_ `c` ~s~ | !", "&#42;&#42;bold&#42;&#42; &#95;it&#95; &#96;c&#96; &#126;s&#126; &#124; &#33;"],
    ["two\nlines\r\n# and a heading", "two lines &#35;&#8203; and a heading"],
    ["a &amp; b", "a &amp;amp; b"],
  ] as const) {
    it(`takes ${JSON.stringify(text)} as what it is`, () => {
      assert.equal(plain(text), expected);
    });
  }

  for (const [text, expected] of [
    ["a b", "`a b`"],
    ["a `b`", "`` a `b` ``"],
    ["``` a", "```` ``` a ````"],
    ["a | b", "`a | b`"],
    ["a\nb", "`a b`"],
  ] as const) {
    it(`has ${JSON.stringify(text)} as code`, () => {
      assert.equal(code(text), expected);
    });
  }

  it("has figures on the right of a table", () => {
    assert.equal(table(["a", "b"], [["x", "1"]]), "| a | b |\n| --- | ---: |\n| x | 1 |");
  });

  it("counts what a list leaves out", () => {
    assert.equal(list(["a", "b"], 2), "- a\n- b");
    assert.equal(list(["a", "b", "c"], 2), "- a\n- b\n- … and 1 more");
  });

  it("folds with empty lines around, without which Markdown within is none", () => {
    assert.equal(folded("more", "**b**"), "<details><summary>more</summary>\n\n**b**\n\n</details>");
  });
});
