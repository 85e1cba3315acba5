import assert from "node:assert/strict";
import { principalOf } from "../../../components/global/workload-identity";

describe("a service account of Kubernetes to IAM", () => {
  const identity = {
    project: "acme-agents",
    googleAccount: "service-4711@gcp-sa-pubsub.iam.gserviceaccount.com",
    namespace: "agno-tenant-globex",
    serviceAccount: "support",
  };

  it("is named by the project's number and pool, its namespace and its name", () => {
    assert.equal(
      principalOf(identity),
      "principal://iam.googleapis.com/projects/4711/locations/global/workloadIdentityPools/acme-agents.svc.id.goog/subject/ns/agno-tenant-globex/sa/support",
    );
  });

  it("is not guessed where the account is not Google's", () => {
    const googleAccount = "nodes@acme-agents.iam.gserviceaccount.com";
    assert.throws(() => principalOf({ ...identity, googleAccount }), /it has no project's number in it/);
  });
});
