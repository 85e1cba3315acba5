import assert from "node:assert/strict";
import { fileWithTenants, load, problemsOf } from "./load-text";

const GLOBEX = "globex: { groups: { admin: globex-admins@acme.example } }";
const ADMIN = "Pulumi.test.yaml:7:33 agno:tenants.initech.groups.admin:";

describe("rules of tenants' groups", () => {
  const initech = (admin: string) => fileWithTenants(`${GLOBEX}\n    initech: { groups: { admin: ${admin} } }`);
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "groups of two domains, of which a cluster knows one",
      initech("admins@initech.example"),
      [
        `${ADMIN} "admins@initech.example" is not of acme.example as globex-admins@acme.example is, and a cluster knows the groups in one gke-security-groups@DOMAIN; make a group in that domain with these people`,
      ],
    ],
    [
      "a group of a domain below",
      initech("admins@eu.acme.example"),
      [
        `${ADMIN} "admins@eu.acme.example" is not of acme.example as globex-admins@acme.example is, and a cluster knows the groups in one gke-security-groups@DOMAIN; make a group in that domain with these people`,
      ],
    ],
    [
      "two domains within one tenant",
      fileWithTenants("globex: { groups: { viewer: a@initech.example, admin: b@acme.example } }"),
      [
        'Pulumi.test.yaml:6:33 agno:tenants.globex.groups.viewer: "a@initech.example" is not of acme.example as b@acme.example is, and a cluster knows the groups in one gke-security-groups@DOMAIN; make a group in that domain with these people',
      ],
    ],
    [
      "a group that anybody could have made",
      initech("initech@googlegroups.com"),
      [
        `${ADMIN} "initech@googlegroups.com" belongs to no organisation; allowed are groups of your own domain in Google Workspace or Cloud Identity`,
      ],
    ],
    [
      "the group that holds those of all tenants",
      initech("gke-security-groups@acme.example"),
      [
        `${ADMIN} "gke-security-groups@acme.example" holds the groups of all tenants; allowed are groups of this tenant's people`,
      ],
    ],
    [
      "each group for what is wrong with it alone",
      fileWithTenants(
        "globex: { groups: { admin: a@googlegroups.com, developer: b@acme.example, viewer: c@acme.example } }",
      ),
      [
        'Pulumi.test.yaml:6:32 agno:tenants.globex.groups.admin: "a@googlegroups.com" belongs to no organisation; allowed are groups of your own domain in Google Workspace or Cloud Identity',
      ],
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(problemsOf(text), expected);
    });
  }

  it("let tenants have groups of one domain, other than that of the agents", () => {
    const settings = fileWithTenants(
      "globex: { groups: { admin: a@acme.test, viewer: b@acme.test } }\n    initech: {}",
    );
    assert.doesNotThrow(() => load(settings));
  });

  it("leave the groups of other clusters to whoever made those", () => {
    const text = initech("admins@initech.example").replace(
      "  gcp:project: acme-agents\n",
      "  agno:clusters: kubeconfig\n",
    );
    assert.doesNotThrow(() => load(text));
  });
});
