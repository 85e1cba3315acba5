import assert from "node:assert/strict";
import fc from "fast-check";
import { GOOGLE_REGIONS } from "../../../components/region/google-regions";
import { hostsOf } from "../../../components/routing/hosts";
import { routingPolicyOf } from "../../../components/routing/record";
import { ROUTING_POLICIES, type RoutingSettings } from "../../../components/routing/settings";
import { Emulator } from "../../../emulator/emulator";

const provider = { project: "acme-agents-test" };
const healthCheck = "projects/acme-agents-test/global/healthChecks/agno-gateways";

describe("the record of a host", () => {
  it("is one that Cloud DNS takes, whatever is drained, wherever a tenant is: 2,000 random ones", () => {
    const some = fc.uniqueArray(fc.constantFrom(...GOOGLE_REGIONS), { minLength: 1, maxLength: 6 });
    const environments = some.chain((names) =>
      fc.record({
        // One of them is open, as the stack file must have it.
        weights: fc.tuple(fc.integer({ min: 1, max: 100 }), ...names.slice(1).map(() => fc.constantFrom(0, 0, 50))),
        own: fc.shuffledSubarray(names, { minLength: 1 }),
        policy: fc.constantFrom(...ROUTING_POLICIES),
        names: fc.constant(names),
      }),
    );
    const kinds = new Set<string>();
    fc.assert(
      fc.property(environments, ({ weights, own, policy, names }) => {
        const [primary] = names;
        if (primary === undefined) return;
        const routing: RoutingSettings = { policy, primary: policy === "primary" ? primary : "" };
        const regions = names.map((name, index) => ({ name, weight: weights[index] ?? 0 }));
        const tenants = [{ id: "globex", regions: own }];
        for (const host of hostsOf({ domain: "acme.example", regions, tenants })) {
          const addressOf = () => "203.0.113.1";
          const routingPolicy = routingPolicyOf(host, { routing, addressOf, healthCheck });
          const record = { managedZone: "agno-agents", name: `${host.name}.`, type: "A", ttl: 30, routingPolicy };
          new Emulator().create({ type: "gcp:dns/recordSet:RecordSet", inputs: record, provider });
          kinds.add(Object.keys(routingPolicy).join(" "));
        }
      }),
      { numRuns: 2000 },
    );
    assert.deepEqual([...kinds].sort(), ["healthCheck geos", "healthCheck primaryBackup", "healthCheck wrrs"]);
  });

  it("keeps a tenant where it is, whose regions are all drained", () => {
    const regions = [
      { name: "us-central1", weight: 50 },
      { name: "europe-west4", weight: 0 },
    ] as const;
    const tenants = [{ id: "globex", regions: ["europe-west4"] }] as const;
    const [, globex] = hostsOf({ domain: "acme.example", regions, tenants });
    assert.deepEqual(globex?.answers, [{ region: "europe-west4", weight: 100 }]);
  });
});
