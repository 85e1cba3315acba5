import assert from "node:assert/strict";
import { follow, rootOf } from "../../verify/api-description";
import { type Descriptions, openDescriptions } from "../../verify/discovery-documents";
import { pathOf } from "../../verify/field-rules";
import { googleFields } from "../../verify/google-fields";
import { proseBounds } from "../../verify/prose-bounds";

const SHORTEST_REASON = 10;

describe("table of Google's fields", function () {
  this.timeout("2m"); // The first time on a machine, the descriptions are downloaded.
  let descriptions: Descriptions;

  before(() => {
    descriptions = openDescriptions();
  });

  for (const [type, { document, schema, fields }] of Object.entries(googleFields)) {
    it(`leads somewhere in every line of ${type}`, () => {
      const description = descriptions(document);
      const paths = Object.values(fields).flatMap((rule) => pathOf(rule) ?? []);
      const stale = paths.filter((path) => follow(description, rootOf(description, schema), path) === undefined);
      assert.deepEqual(stale, []);
    });

    it(`gives a reason for every exception of ${type}`, () => {
      for (const [key, rule] of Object.entries(fields)) {
        if (typeof rule === "string" || "spelling" in rule) continue;
        const reason = "none" in rule ? rule.none : rule.although;
        assert.ok(reason.trim().length >= SHORTEST_REASON, key);
      }
    });
  }

  it("excuses only what Google does call deprecated or output only", () => {
    for (const { document, schema, fields } of Object.values(googleFields)) {
      for (const rule of Object.values(fields)) {
        if (typeof rule === "string" || !("although" in rule)) continue;
        const description = descriptions(document);
        const field = follow(description, rootOf(description, schema), rule.to)?.at(-1)?.field;
        assert.ok(field?.deprecated === true || field?.readOnly === true, `${schema}.${rule.to}`);
      }
    }
  });

  for (const { source, at } of proseBounds) {
    const [field, words] = source;
    it(`quotes Google: ${words}`, () => {
      const [document = "", path = ""] = field.split(" ");
      const [schema = "", ...names] = path.split(".");
      const description = descriptions(document);
      const described = follow(description, rootOf(description, schema), names.join("."))?.at(-1)?.field.description;
      assert.ok(described?.replace(/\s+/g, " ").includes(words), `${field}: ${described ?? "not described"}`);
      for (const [type] of at) assert.equal(googleFields[type]?.document, document);
    });
  }
});
