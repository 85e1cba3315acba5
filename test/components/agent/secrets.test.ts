import assert from "node:assert/strict";
import {
  SECRETS,
  secretIdOf,
  secretOf,
  secretProviderClassOf,
  secretsVolumeOf,
} from "../../../components/agent/secrets";

const owner = (tenant: string, agent: string) => ({
  tenant: { id: tenant, costCentre: "cc-4711" },
  agent: { name: agent },
  region: "europe-west4" as const,
});

describe("an agent's secrets", () => {
  it("have names that are nobody else's", () => {
    assert.equal(secretIdOf(owner("globex", "support"), "database-url"), "globex_support_europe-west4_database-url");
    assert.notEqual(
      secretIdOf(owner("a-b", "c"), "internal-service-token"),
      secretIdOf(owner("a", "b-c"), "internal-service-token"),
    );
  });

  it("are kept in the agent's region only, and have no value yet", () => {
    assert.deepEqual(secretOf(owner("globex", "support"), "database-url"), {
      secretId: "globex_support_europe-west4_database-url",
      replication: { userManaged: { replicas: [{ location: "europe-west4" }] } },
      labels: { tenant: "globex", "cost-centre": "cc-4711" },
    });
  });

  it("are given to GKE's driver by name, a file each", () => {
    const { apiVersion, kind, metadata, spec } = secretProviderClassOf(owner("globex", "support"), "acme-agents");
    assert.deepEqual([apiVersion, kind], ["secrets-store.csi.x-k8s.io/v1", "SecretProviderClass"]);
    assert.deepEqual(metadata, { name: "support-secrets", namespace: "agno-tenant-globex" });
    assert.equal(spec.provider, "gke");
    const listed = JSON.parse(spec.parameters.secrets) as readonly { resourceName: string; path: string }[];
    assert.deepEqual(
      listed.map(({ path }) => path),
      SECRETS,
    );
    assert.deepEqual(listed[0], {
      resourceName: "projects/acme-agents/secrets/globex_support_europe-west4_database-url/versions/latest",
      path: "database-url",
    });
  });

  it("come through that driver at Google", () => {
    assert.deepEqual(secretsVolumeOf({ name: "support" }, "google"), {
      csi: {
        driver: "secrets-store-gke.csi.k8s.io",
        readOnly: true,
        volumeAttributes: { secretProviderClass: "support-secrets" },
      },
    });
  });

  it("are elsewhere a Secret that somebody has made, and that only the agent's group reads", () => {
    assert.deepEqual(secretsVolumeOf({ name: "support" }, "kubeconfig"), {
      secret: { secretName: "support-secrets", defaultMode: 0o440 },
    });
  });
});
