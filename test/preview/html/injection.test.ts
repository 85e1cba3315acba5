import assert from "node:assert/strict";
import type { Report } from "../../../preview/report";
import { toHtml } from "../../../preview/html/page";
import { report } from "../../program/stacks";
import { CHANGES } from "./literal-changes";

/** As it would be seen in the page if anything were put in as it is. */
const ATTACK = `"'><img src=x onerror=y>`;
/** What decides which branch is taken, and what nothing could be evaluated without. */
const KEPT: ReadonlySet<string> = new Set(["type", "urn", "parent", "region", "enforcementLevel", "machineType"]);

/** The same with the attack at the end of every text; names of things stay what they are elsewhere. */
function attacked(value: unknown, key = ""): unknown {
  if (typeof value === "string") return KEPT.has(key) ? value : `${value}${ATTACK}`;
  if (Array.isArray(value)) return value.map((item) => attacked(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, part]) => [inner, attacked(part, inner)]));
}

describe("the page", () => {
  let prod: Report;
  before(async () => {
    prod = {
      ...(await report("prod")),
      changes: CHANGES,
      notes: ["a note"],
      policy: [
        {
          ...{ policy: "some-rule", enforcementLevel: "mandatory", urn: "urn", resource: "a resource" },
          ...{ what: "a.path", value: "a value", limit: "a limit", mend: "a remedy", message: "all of it" },
        },
      ],
    };
  });

  /** Texts of a report that come from the stack file, the plan, or whoever wrote a rule. */
  const parts: Readonly<Record<string, (of: Report) => Report>> = {
    "the stack's name": (of) => ({ ...of, stack: ATTACK }),
    "the project, the domain and the scope": ({ environment, ...of }) => ({
      ...of,
      environment: { ...environment, project: ATTACK, domain: ATTACK },
    }),
    "tenants' settings": ({ environment, ...of }) => ({
      ...of,
      environment: {
        ...environment,
        tenants: environment.tenants.map((tenant) => ({ ...tenant, id: `${tenant.id}${ATTACK}` })),
      },
    }),
    "names of pools": ({ environment, ...of }) => ({
      ...of,
      environment: {
        ...environment,
        regions: environment.regions.map((region) => ({
          ...region,
          pools: Object.fromEntries(Object.entries(region.pools).map(([name, pool]) => [`${name}${ATTACK}`, pool])),
        })),
      },
    }),
    "contexts of a kubeconfig": ({ environment, ...of }) => ({
      ...of,
      resources: [],
      environment: { ...environment, regions: environment.regions.map((region) => ({ ...region, context: ATTACK })) },
    }),
    "all that resources were given": (of) => ({
      ...of,
      resources: of.resources.map((resource) => ({
        ...resource,
        inputs: attacked(resource.inputs) as typeof resource.inputs,
      })),
    }),
    "names and types of resources": (of) => ({
      ...of,
      resources: of.resources.map((resource) => ({
        ...resource,
        name: resource.type.startsWith("agno:region:") ? resource.name : `${resource.name}${ATTACK}`,
        type: resource.type.startsWith("kubernetes:core") ? `${resource.type}${ATTACK}` : resource.type,
      })),
    }),
    proofs: (of) => ({ ...of, proofs: attacked(of.proofs) as Report["proofs"] }),
    "a flow between tenants": (of) => ({
      ...of,
      proofs: {
        ...of.proofs,
        isolation: {
          violations: [ATTACK],
          regions: of.proofs.isolation.regions.map((region) => ({
            ...region,
            crossing: [{ from: `a${ATTACK}`, to: `b${ATTACK}`, ports: [{ protocol: "TCP", from: 1, to: 1 }] }],
          })),
        },
      },
    }),
    policies: (of) => ({ ...of, policy: attacked(of.policy) as Report["policy"] }),
    "levels of policies": (of) => ({
      ...of,
      policy: of.policy.map((one) => ({ ...one, enforcementLevel: ATTACK as "advisory" })),
    }),
    cost: (of) => ({ ...of, cost: attacked(of.cost) as Report["cost"] }),
    changes: (of) => ({ ...of, changes: attacked(of.changes) as typeof CHANGES }),
    "paths, types and regions of changes": (of) => ({
      ...of,
      changes: {
        ...CHANGES,
        changed: CHANGES.changed.map((change) => ({
          ...{ ...change, type: ATTACK, region: ATTACK, tenant: ATTACK },
          ...{ paths: [ATTACK], before: { [ATTACK]: ATTACK }, after: {}, replacedFor: [ATTACK], was: ATTACK },
        })),
      },
    }),
    notes: (of) => ({ ...of, notes: [ATTACK] }),
  };
  for (const [what, attack] of Object.entries(parts)) {
    it(`escapes ${what}`, () => {
      const page = toHtml(attack(prod));
      assert.ok(
        page.includes("&quot;&#39;&gt;&lt;img src=x onerror=y&gt;"),
        "the attack is not in the page: nothing was tested",
      );
      assert.doesNotMatch(page, /<img|<script|onerror=y>/);
    });
  }
});
