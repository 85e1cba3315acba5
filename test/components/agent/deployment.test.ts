import assert from "node:assert/strict";
import { type Placement, deploymentOf } from "../../../components/agent/deployment";
import { POD_ANNOTATIONS } from "../../../components/agent/pod-annotations";
import { GLOBEX } from "../tenant/tenants";
import { IMAGE, NEXT_IMAGE, SUPPORT, VISION } from "./agents";

const GOOGLE: Placement = { agent: SUPPORT, tenant: GLOBEX, region: "europe-west4", clusters: "google" };
const TRYING: Placement = { ...GOOGLE, agent: VISION };

const podOf = (placement: Placement, version: "stable" | "canary" = "stable") =>
  deploymentOf(placement, version).spec.template.spec;
const containerOf = (placement: Placement, version: "stable" | "canary" = "stable") =>
  podOf(placement, version).containers[0]!;

describe("an agent's Deployment", () => {
  it("has the agent's name, and is not waited for", () => {
    assert.deepEqual(deploymentOf(GOOGLE, "stable").metadata, {
      name: "support",
      namespace: "agno-tenant-globex",
      labels: { app: "support", version: "stable", "tenant-id": "globex", "cost-centre": "cc-4711" },
      annotations: { "pulumi.com/skipAwait": "true" },
    });
  });

  it("says nothing of replicas, which are the autoscaler's; the new version has as many as the agent at least", () => {
    assert.ok(!("replicas" in deploymentOf(TRYING, "stable").spec));
    assert.equal(deploymentOf(TRYING, "canary").spec.replicas, 3);
  });

  it("selects the same pods whether a new version is being tried or not", () => {
    const settled = Object.fromEntries(Object.entries(VISION).filter(([name]) => name !== "canary"));
    const [before, during] = [{ ...TRYING, agent: settled as typeof VISION }, TRYING].map((placement) =>
      deploymentOf(placement, "stable"),
    );
    assert.deepEqual(before, during);
    assert.deepEqual(during!.spec.selector, { matchLabels: { app: "vision", version: "stable" } });
    assert.deepEqual(deploymentOf(TRYING, "canary").spec.selector, {
      matchLabels: { app: "vision", version: "canary" },
    });
  });

  it("makes one replica more before it takes one away", () => {
    assert.deepEqual(deploymentOf(GOOGLE, "stable").spec.strategy, {
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
  });

  it("gives its pods what the mesh reads", () => {
    assert.equal(deploymentOf(GOOGLE, "stable").spec.template.metadata.annotations, POD_ANNOTATIONS);
  });

  it("runs the agent's image, and the new one beside it", () => {
    assert.equal(containerOf(TRYING).image, IMAGE);
    assert.equal(containerOf(TRYING, "canary").image, NEXT_IMAGE);
  });
});

describe("an agent's pod", () => {
  it("is the agent's at its rank, has no token and ends in time", () => {
    const { serviceAccountName, automountServiceAccountToken, enableServiceLinks, ...rest } = podOf(TRYING);
    assert.deepEqual([serviceAccountName, automountServiceAccountToken, enableServiceLinks], ["vision", false, false]);
    assert.deepEqual([rest.priorityClassName, rest.terminationGracePeriodSeconds], ["agno-high", 105]);
  });

  it("runs as nobody in particular, who may read its secrets", () => {
    assert.deepEqual(podOf(GOOGLE).securityContext, {
      runAsNonRoot: true,
      runAsUser: 10_001,
      runAsGroup: 10_001,
      fsGroup: 10_001,
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(containerOf(GOOGLE).securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("can write to one place, and reads its secrets in another", () => {
    assert.deepEqual(containerOf(GOOGLE).volumeMounts, [
      { name: "tmp", mountPath: "/tmp" },
      { name: "secrets", mountPath: "/var/run/secrets/agno", readOnly: true },
    ]);
    const [tmp, secrets] = podOf({ ...GOOGLE, clusters: "kubeconfig" }).volumes;
    assert.deepEqual(tmp, { name: "tmp", emptyDir: { sizeLimit: "256Mi" } });
    assert.deepEqual(secrets, { name: "secrets", secret: { secretName: "support-secrets", defaultMode: 0o440 } });
    assert.ok("csi" in podOf(GOOGLE).volumes[1]!);
  });

  it("tells the agent what docs/agent-image.md says", () => {
    assert.deepEqual(Object.fromEntries(containerOf(TRYING).env.map(({ name, value }) => [name, value])), {
      AGENT_NAME: "vision",
      TENANT_ID: "globex",
      REGION: "europe-west4",
      MODEL_NAME: "qwen3-vl-8b",
      TOOLS: "search,calendar",
      QUEUE: "globex.vision-queue.europe-west4",
      SECRETS_DIR: "/var/run/secrets/agno",
      DB_POOL_SIZE: "4",
      GRACEFUL_SHUTDOWN_SECONDS: "35",
      DOCS_ENABLED: "false",
      AGNO_TELEMETRY: "false",
    });
  });

  it("tells it of no queue where there is none", () => {
    assert.ok(!containerOf({ ...GOOGLE, clusters: "kubeconfig" }).env.some(({ name }) => name === "QUEUE"));
  });

  it("says nothing of Agno's switch that leaves everything open while it says that it is closed", () => {
    assert.ok(!containerOf(GOOGLE).env.some(({ name }) => name === "AUTHORIZATION_ENABLED"));
  });

  it("has what the agent asks for, a disk of some size, and its GPUs", () => {
    assert.deepEqual(containerOf(GOOGLE).resources, {
      requests: { cpu: "100m", memory: "256Mi", "ephemeral-storage": "256Mi" },
      limits: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "1Gi" },
    });
    const { requests, limits } = containerOf(TRYING).resources;
    assert.equal(requests["nvidia.com/gpu" as keyof typeof requests], "1");
    assert.equal(limits["nvidia.com/gpu" as keyof typeof limits], "1");
  });

  it("is asked whether it lives with patience, and whether it is ready without", () => {
    const { startupProbe, livenessProbe, readinessProbe } = containerOf(GOOGLE);
    assert.deepEqual(startupProbe.httpGet, { path: "/health", port: "http" });
    assert.deepEqual(livenessProbe.httpGet, { path: "/health", port: "http" });
    assert.deepEqual(readinessProbe.httpGet, { path: "/readyz", port: "http" });
    // Three replicas that start at once on two cores take 9 s; one that is busy with others takes longer.
    assert.ok(startupProbe.periodSeconds * startupProbe.failureThreshold >= 60);
    // A locked table held Agno's loop for more than 3 s.
    assert.ok(livenessProbe.timeoutSeconds > 3 && livenessProbe.failureThreshold >= 3);
    assert.ok(readinessProbe.periodSeconds * readinessProbe.failureThreshold <= 10);
  });

  it("waits before it is told to end, until nobody new is sent to it", () => {
    assert.deepEqual(containerOf(GOOGLE).lifecycle, { preStop: { sleep: { seconds: 5 } } });
  });

  it("is found by its port's name", () => {
    assert.deepEqual(containerOf(GOOGLE).ports, [{ name: "http", containerPort: 8000 }]);
  });
});
