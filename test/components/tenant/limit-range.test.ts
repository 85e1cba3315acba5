import assert from "node:assert/strict";
import { AGENT_DEFAULTS } from "../../../components/agent/settings";
import { SIDECAR } from "../../../components/mesh/sidecar";
import { containerLimits, limitRangeOf } from "../../../components/tenant/limit-range";
import { millisOf } from "../../../components/tenant/quantity";
import { type Quota, TIERS } from "../../../components/tenant/quota";

const limitsWith = (patch: Partial<Quota>) =>
  limitRangeOf({ id: "globex", quota: { ...TIERS.standard, ...patch } }).spec.limits;

describe("a tenant's limits", () => {
  it("are the reference's, with local disk, and what the mesh's sidecar adds to a pod", () => {
    assert.deepEqual(limitRangeOf({ id: "globex", quota: TIERS.standard }), {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "tenant-globex-limits", namespace: "agno-tenant-globex" },
      spec: {
        limits: [
          {
            type: "Container",
            default: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "1Gi" },
            defaultRequest: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "256Mi" },
            max: { cpu: "2", memory: "4Gi" },
            min: { cpu: "50m", memory: "64Mi" },
          },
          { type: "Pod", max: { cpu: "2500m", memory: "4352Mi" } },
          { type: "PersistentVolumeClaim", min: { storage: "1Gi" }, max: { storage: "100Gi" } },
        ],
      },
    });
  });

  const small = [
    //  most of a container     its defaults                its requests              at least
    [
      "300m",
      "512Mi",
      { cpu: "300m", memory: "512Mi" },
      { cpu: "100m", memory: "128Mi" },
      { cpu: "50m", memory: "64Mi" },
    ],
    ["80m", "100Mi", { cpu: "80m", memory: "100Mi" }, { cpu: "80m", memory: "100Mi" }, { cpu: "50m", memory: "64Mi" }],
    ["40m", "32Mi", { cpu: "40m", memory: "32Mi" }, { cpu: "40m", memory: "32Mi" }, { cpu: "40m", memory: "32Mi" }],
  ] as const;
  for (const [containerCpu, containerMemory, limits, requests, min] of small) {
    it(`never give a container more than the ${containerCpu} and ${containerMemory} that it may have`, () => {
      const [container] = limitsWith({ containerCpu, containerMemory });
      assert.deepEqual(container, {
        type: "Container",
        default: { ...limits, "ephemeral-storage": "1Gi" },
        defaultRequest: { ...requests, "ephemeral-storage": "256Mi" },
        max: { cpu: containerCpu, memory: containerMemory },
        min,
      });
    });
  }

  const claims = [
    ["20Gi", [{ type: "PersistentVolumeClaim", min: { storage: "1Gi" }, max: { storage: "20Gi" } }]],
    ["1Gi", [{ type: "PersistentVolumeClaim", min: { storage: "1Gi" }, max: { storage: "1Gi" } }]],
    ["1000Mi", []],
    ["0", []],
  ] as const;
  for (const [storage, expected] of claims) {
    it(`have ${expected.length} limits of claims where the quota for them is ${storage}`, () => {
      assert.deepEqual(limitsWith({ storage }).slice(2), expected);
    });
  }

  it("let an agent be that asks for nothing of its own, with its sidecar", () => {
    const { max, min } = containerLimits(TIERS.standard);
    for (const { requests, limits } of [AGENT_DEFAULTS.resources, SIDECAR]) {
      for (const what of ["cpu", "memory"] as const) {
        assert.ok(millisOf(requests[what]) >= millisOf(min[what]), what);
        assert.ok(millisOf(limits[what]) <= millisOf(max[what]), what);
      }
    }
  });
});
