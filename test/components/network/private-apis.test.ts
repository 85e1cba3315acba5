import assert from "node:assert/strict";
import { sizeOf } from "../../../components/network/address-plan";
import { PRIVATE_APIS, PRIVATE_RECORDS, PRIVATE_ZONE } from "../../../components/network/private-apis";

describe("private addresses of Google's APIs", () => {
  const answers = PRIVATE_RECORDS.filter(({ type }) => type === "A").flatMap((record) => record.answers);

  it("are all of the range that network policies allow, and no others", () => {
    const [first = "", bits] = PRIVATE_APIS.split("/");
    assert.equal(bits, "30");
    const [last, ...front] = first.split(".").reverse();
    const expected = Array.from({ length: sizeOf(PRIVATE_APIS) }, (_, index) =>
      [...front.toReversed(), Number(last) + index].join("."),
    );
    assert.deepEqual(answers, expected);
  });

  it("are answered for every name below googleapis.com", () => {
    assert.equal(PRIVATE_ZONE, "googleapis.com.");
    assert.deepEqual(
      PRIVATE_RECORDS.map(({ dnsName, type, answers }) => [dnsName, type, answers]),
      [
        ["private.googleapis.com.", "A", ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"]],
        ["*.googleapis.com.", "CNAME", ["private.googleapis.com."]],
      ],
    );
  });
});
