import assert from "node:assert/strict";
import { TIERS } from "../../../components/tenant/quota";
import { quotaOf } from "../../../components/tenant/resource-quota";

describe("a tenant's quota", () => {
  it("is the reference's, with what the reference forgot", () => {
    assert.deepEqual(quotaOf({ id: "globex", quota: TIERS.standard }), {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "tenant-globex-quota", namespace: "agno-tenant-globex" },
      spec: {
        hard: {
          "requests.cpu": "10",
          "requests.memory": "20Gi",
          "limits.cpu": "20",
          "limits.memory": "40Gi",
          "requests.ephemeral-storage": "25Gi",
          "limits.ephemeral-storage": "100Gi",
          "requests.storage": "100Gi",
          persistentvolumeclaims: "10",
          "requests.nvidia.com/gpu": "0",
          pods: "50",
          services: "20",
          "services.loadbalancers": "0",
          "services.nodeports": "0",
          secrets: "30",
          configmaps: "30",
          "count/agnoagents.ai.company.com": "20",
        },
      },
    });
  });

  it("is the tenant's own in every figure but those that nobody may have", () => {
    const quota = {
      ...{ cpu: "1", memory: "2Gi", cpuLimit: "3", memoryLimit: "4Gi" },
      ...{ ephemeralStorage: "5Gi", ephemeralStorageLimit: "6Gi", storage: "7Gi", volumeClaims: 8 },
      ...{ gpus: 9, pods: 10, services: 11, secrets: 12, configMaps: 13, agents: 14 },
      ...{ containerCpu: "15", containerMemory: "16Gi" },
    };
    const { hard } = quotaOf({ id: "globex", quota }).spec;
    assert.deepEqual(Object.values(hard), [
      ...["1", "2Gi", "3", "4Gi", "5Gi", "6Gi", "7Gi"],
      ...["8", "9", "10", "11", "0", "0", "12", "13", "14"],
    ]);
  });
});
