import assert from "node:assert/strict";
import { fqdnPoliciesOf } from "../../../components/tenant/fqdn-policies";
import { GLOBEX, INITECH } from "./tenants";

describe("a tenant's hosts outside", () => {
  it("have a policy each, for every pod, on 443", () => {
    assert.deepEqual(
      fqdnPoliciesOf(GLOBEX),
      ["api.openai.com", "api.anthropic.com"].map((host) => ({
        apiVersion: "networking.gke.io/v1alpha1",
        kind: "FQDNNetworkPolicy",
        metadata: { name: `tenant-globex-allow-${host}`, namespace: "agno-tenant-globex" },
        spec: { podSelector: {}, egress: [{ matches: [{ name: host }], ports: [{ protocol: "TCP", port: 443 }] }] },
      })),
    );
  });

  it("are none where none is named", () => {
    assert.deepEqual(fqdnPoliciesOf(INITECH), []);
  });
});
