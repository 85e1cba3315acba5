import assert from "node:assert/strict";
import { planPools } from "../../../../components/cluster/node-pools";
import { policyOf } from "../../../../components/platform/admission/guard";
import { guardsOf } from "../../../../components/platform/admission/guards";
import { storageClassesOf } from "../../../../components/platform/admission/volumes";
import { DEFAULT_POOLS } from "../../../../config/defaults";

const { pools } = planPools("us-central1", DEFAULT_POOLS);

describe("guards", () => {
  for (const clusters of ["google", "kubeconfig"] as const) {
    const guards = guardsOf({ clusters, pools });

    describe(`of clusters of ${clusters}`, () => {
      it("have names of their own", () => {
        const names = guards.map(({ name }) => name);
        assert.equal(new Set(names).size, names.length);
        for (const name of names) assert.match(name, /^agno-[a-z]+(-[a-z]+)*$/);
      });

      it("say what is allowed, each rule in words of its own", () => {
        for (const { name, rules } of guards) {
          const messages = rules.map(({ message }) => message);
          assert.ok(messages.length > 0 && messages.every((message) => message.length > 20), name);
          assert.equal(new Set(messages).size, messages.length, name);
        }
      });

      it("are about tenants, but for those of the cluster's own objects and of what others could take from tenants", () => {
        const everywhere = guards.filter(({ where }) => where === "everywhere").map(({ name }) => name);
        assert.deepEqual(everywhere, [
          "agno-namespace-owners",
          "agno-namespace-labels",
          "agno-role-owners",
          "agno-cluster-bindings",
          "agno-foreign-routes",
        ]);
      });

      it("never keep an optional in a variable: the API server forgets what is in it", () => {
        for (const guard of guards) {
          for (const { name, expression } of policyOf(guard).spec.variables ?? []) {
            const unwrapped = expression.includes(".?") && !expression.includes(".orValue(");
            assert.ok(!unwrapped, `${guard.name} ${name}`);
          }
        }
      });

      it("are small enough to be read by the API server", () => {
        for (const guard of guards) assert.ok(JSON.stringify(policyOf(guard)).length < 10_000, guard.name);
      });
    });
  }

  it("allow the storage that a cluster has", () => {
    assert.deepEqual(storageClassesOf("google"), ["standard-rwo", "premium-rwo"]);
    assert.deepEqual(storageClassesOf("kubeconfig"), ["standard-rwo", "premium-rwo", "standard"]);
  });
});
