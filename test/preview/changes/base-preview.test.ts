import assert from "node:assert/strict";
import { readPreview } from "../../../preview/changes/base-preview";

const RESOURCE = { urn: "urn:a", type: "t", name: "a", parent: "", inputs: {} };
const read = (resource: object) => readPreview(JSON.stringify({ resources: [resource] }));

describe("the preview of a base", () => {
  it("is read as an older revision wrote it, without what it did not know", () => {
    assert.deepEqual(read(RESOURCE), { resources: [RESOURCE], cost: null });
    assert.deepEqual(read({ ...RESOURCE, options: { protect: true } }).resources[0]?.options, {
      ...{ protect: true, retainOnDelete: false, deleteBeforeReplace: false, ignoreChanges: [] },
    });
  });

  it("is refused in a sentence where it is of another form", () => {
    assert.throws(
      () => read({ ...RESOURCE, urn: 7 }),
      /^Error: its preview's JSON is of a form that this revision cannot read: resources\.0\.urn: /,
    );
  });
});
