import assert from "node:assert/strict";
import { conflictInWords, ApiError, errorOf } from "../../../emulator/kubernetes/errors";
import { managersOf, takeover, wasCreatedHere } from "../../../emulator/kubernetes/managed-fields";

const entry = (manager: string, operation: string, fieldsV1: object, more: object = {}) => ({
  manager,
  operation,
  apiVersion: "v1",
  fieldsType: "FieldsV1",
  fieldsV1,
  ...more,
});
const object = (...managedFields: object[]) => ({ metadata: { resourceVersion: "7", managedFields } });

describe("takeover", () => {
  const [a, b] = [{ "f:data": { "f:a": {} } }, { "f:data": { "f:b": {} } }];
  const both = { "f:data": { "f:a": {}, "f:b": {} } };
  const theirs = entry("somebody", "Update", { "f:data": { "f:x": {} } });
  const status = entry("pulumi-kubernetes", "Update", a, { subresource: "status" });
  const table = [
    ["what was created", object(entry("pulumi-kubernetes", "Update", a)), [entry("me", "Apply", a)]],
    ["what kubectl applied", object(entry("kubectl", "Apply", a), theirs), [theirs, entry("me", "Apply", a)]],
    [
      "what was created and then applied",
      object(entry("me", "Apply", a), entry("pulumi-kubernetes", "Update", b), status),
      [status, entry("me", "Apply", both)],
    ],
    ["nothing where all is applied already", object(entry("me", "Apply", a), theirs), undefined],
    ["nothing of others'", object(theirs, status), undefined],
    ["nothing where nobody manages anything", {}, undefined],
  ] as const;
  for (const [what, live, expected] of table) {
    it(`takes over ${what}`, () => {
      const [fields, version] = takeover(live, "me") ?? [];
      assert.deepEqual(fields?.value, expected);
      assert.equal(version?.value, expected && "7");
    });
  }
});

describe("managersOf", () => {
  const live = object(
    entry("me", "Apply", { "f:data": { "f:a": {}, "f:b": {} } }),
    entry("somebody", "Update", { "f:data": { "f:b": {}, "f:c": {} } }),
  );
  const table = [
    ["a", { ours: true, others: false }],
    ["b", { ours: true, others: true }],
    ["c", { ours: false, others: true }],
    ["d", { ours: false, others: false }],
  ] as const;
  for (const [key, expected] of table) {
    it(`of ${key}`, () => {
      assert.deepEqual(managersOf(live, ["data", key], "me"), expected);
    });
  }

  it("tells whether Pulumi created it", () => {
    assert.equal(wasCreatedHere(object(entry("pulumi-kubernetes", "Update", {}))), true);
    assert.equal(
      wasCreatedHere(object(entry("pulumi-kubernetes", "Apply", {}), entry("kubectl", "Update", {}))),
      false,
    );
  });
});

describe("errors of the API server", () => {
  it("keep its words", () => {
    const body = { kind: "Status", reason: "NotFound", message: "no such thing", details: { kind: "namespaces" } };
    const error = errorOf(404, JSON.stringify(body));
    assert.deepEqual(
      [error.status, error.reason, error.message, error.details],
      [404, "NotFound", "no such thing", body.details],
    );
    assert.equal(errorOf(502, "<html>").message, "the API server answered 502: <html>");
    assert.equal(errorOf(500, "{}").message, "the API server answered 500: {}");
  });

  it("say who is in the way", () => {
    const causes = [{ reason: "FieldManagerConflict", message: 'conflict with "hpa"', field: ".spec.replicas" }];
    const told = conflictInWords(new ApiError(409, "Conflict", "Apply failed", { causes }), "me");
    assert.match(String(told), /field manager "me"[^]*Apply failed\n {2}\.spec\.replicas: conflict with "hpa"$/);
    const other = new ApiError(404, "NotFound", "gone");
    assert.equal(conflictInWords(other, "me"), other);
  });
});
