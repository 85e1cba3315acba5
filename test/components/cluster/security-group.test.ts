import assert from "node:assert/strict";
import { domainOf, securityGroupFor } from "../../../components/cluster/security-group";
import type { TenantSettings } from "../../../components/tenant/settings";

describe("security group of a cluster", () => {
  const none = { groups: {} };
  const cases: readonly (readonly [string, readonly Pick<TenantSettings, "groups">[], string | undefined])[] = [
    ["is none without tenants", [], undefined],
    ["is none where no tenant has a group", [none, none], undefined],
    [
      "is in the domain of the tenants' groups, whichever role they have",
      [none, { groups: { viewer: "globex@acme.example" } }],
      "gke-security-groups@acme.example",
    ],
    [
      "is in a domain below another",
      [{ groups: { admin: "a+b@eu.acme.example" } }],
      "gke-security-groups@eu.acme.example",
    ],
  ];
  for (const [what, tenants, expected] of cases) {
    it(what, () => {
      assert.equal(securityGroupFor(tenants), expected);
    });
  }

  it("is of the whole domain", () => {
    assert.equal(domainOf("globex-admins@eu.acme.example"), "eu.acme.example");
  });
});
