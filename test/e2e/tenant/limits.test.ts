import assert from "node:assert/strict";
import { podLoad } from "../../../components/agent/replicas";
import { AGENT_DEFAULTS } from "../../../components/agent/settings";
import { SIDECAR } from "../../../components/mesh/sidecar";
import { millisOf } from "../../../components/tenant/quantity";
import { TIERS } from "../../../components/tenant/quota";
import type { TenantSettings } from "../../../components/tenant/settings";
import { type Answer, type ApiOptions, ask, create, read, remove } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import { GLOBEX } from "../../components/tenant/tenants";
import { withCluster } from "../cluster/with-cluster";
import { collectionOf, makeTenant, quotaSeen, tenantObjects } from "./tenant-objects";

/** Little of what many pods need, so that each figure can be reached by itself. */
const TENANT: TenantSettings = {
  ...GLOBEX,
  quota: {
    ...TIERS.trial,
    ...{ cpu: "2", memory: "4Gi", cpuLimit: "4", memoryLimit: "8Gi", ephemeralStorageLimit: "20Gi", storage: "20Gi" },
    ...{ pods: 3, services: 2, secrets: 2, configMaps: 3, volumeClaims: 2 },
  },
};
const CORE = "/api/v1/namespaces/agno-tenant-globex";

type Resources = Readonly<Partial<Record<"requests" | "limits", Readonly<Record<string, string>>>>>;

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

/** A pod of a container for each of the resources; of one that says nothing where none is given. */
function pod(name: string, resources: readonly Resources[] = [{}], spec: object = {}): object {
  const containers = resources.map((of, number) => ({
    ...{ name: `container-${number}`, image: "agent", securityContext: RESTRICTED, resources: of },
  }));
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { containers, ...spec } };
}

function object(kind: string, name: string, rest: object): object {
  return { apiVersion: "v1", kind, metadata: { name }, ...rest };
}

const claim = (storage: string, name = "claim") =>
  object("PersistentVolumeClaim", name, {
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
  });
const service = (type: string, name = "service") => object("Service", name, { spec: { type, ports: [{ port: 80 }] } });

interface SeenPod {
  readonly spec: {
    readonly containers: readonly [{ readonly resources: Resources }];
    readonly volumes?: readonly unknown[];
  };
}

describe("a tenant's limits in a real cluster", () => {
  const current = withCluster("limits", []);
  let api: ApiOptions;

  before(async () => {
    api = current().api;
    await makeTenant(api, TENANT);
  });

  afterEach(async () => {
    for (const kind of ["pods", "persistentvolumeclaims", "configmaps", "secrets"])
      await remove(api, `${CORE}/${kind}`);
    for (const name of ["service", "service-0", "service-1"]) await ask(api, "DELETE", `${CORE}/services/${name}`);
    await until({ what: "nothing is counted any more" }, async () => {
      const { used = {} } = (await quotaSeen(api, TENANT)).status;
      // The controllers' own config map with the cluster's certificate comes back at once.
      return Object.entries(used).every(([what, amount]) => amount === "0" || what === "configmaps") ? true : undefined;
    });
  });

  it("are kept as they were sent", async () => {
    for (const sent of tenantObjects(TENANT, "google")) {
      const kept = await read<object>(api, `${collectionOf(sent)}/${sent.metadata.name}`);
      assert.deepEqual(kept, merged(kept, sent), sent.kind);
    }
  });

  it("give a container that says nothing the reference's figures and some disk", async () => {
    const { spec } = await create<SeenPod>(api, `${CORE}/pods`, pod("silent"));
    assert.deepEqual(spec.containers[0].resources, {
      limits: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "1Gi" },
      requests: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "256Mi" },
    });
  });

  it("count an agent's pod with its sidecar as the proof does", async () => {
    await create(api, `${CORE}/pods`, pod("agent", [AGENT_DEFAULTS.resources, SIDECAR]));
    const load = podLoad({ resources: AGENT_DEFAULTS.resources, gpus: 0 });
    const used = await until({ what: "the pod is counted" }, async () => {
      const { status } = await quotaSeen(api, TENANT);
      return status.used?.pods === "1" ? status.used : undefined;
    });
    const counted = {
      cpu: "requests.cpu",
      memory: "requests.memory",
      cpuLimit: "limits.cpu",
      memoryLimit: "limits.memory",
      ephemeralStorage: "requests.ephemeral-storage",
      ephemeralStorageLimit: "limits.ephemeral-storage",
      gpus: "requests.nvidia.com/gpu",
      pods: "pods",
    } as const;
    for (const [key, figure] of Object.entries(counted)) {
      assert.equal(millisOf(used[figure] ?? ""), load[key as keyof typeof counted], figure);
    }
  });

  const limited = (limits: Readonly<Record<string, string>>) => pod("pod", [{ requests: limits, limits }]);
  const refused: readonly (readonly [string, string, object, RegExp])[] = [
    ["a container with more CPU", "pods", limited({ cpu: "2001m" }), /maximum cpu usage per Container is 2/],
    ["a container with more memory", "pods", limited({ memory: "5Gi" }), /maximum memory usage per Container is 4Gi/],
    ["a container that is too small", "pods", limited({ cpu: "49m" }), /minimum cpu usage per Container is 50m/],
    [
      "a pod of two of the largest containers",
      "pods",
      pod("pod", [{ limits: { cpu: "2" } }, { limits: { cpu: "2" } }]),
      /maximum cpu usage per Pod is 2500m/,
    ],
    ["a GPU, where none is granted", "pods", limited({ "nvidia.com/gpu": "1" }), /limited: requests.nvidia.com\/gpu=0/],
    [
      "more local disk",
      "pods",
      pod("pod", [{ limits: { "ephemeral-storage": "21Gi" } }]),
      /limited: limits.ephemeral-storage=20Gi/,
    ],
    ["a claim below the smallest disk", "persistentvolumeclaims", claim("1Mi"), /minimum storage usage .* is 1Gi/],
    ["a claim above all there is", "persistentvolumeclaims", claim("21Gi"), /maximum storage usage .* is 20Gi/],
    ["a load balancer", "services", service("LoadBalancer"), /limited: services.loadbalancers=0/],
    ["a port on every node", "services", service("NodePort"), /limited: services.nodeports=0/],
  ];
  for (const [what, kind, sent, reason] of refused) {
    it(`refuse ${what}`, async () => {
      assertRefused(await ask(api, "POST", `${CORE}/${kind}`, sent), reason);
    });
  }

  // What is refused is one more than there is room for, of things that are small each.
  const counted: readonly (readonly [string, number, (name: string) => object, RegExp])[] = [
    ["pods", 3, (name) => pod(name), /used: pods=3, limited: pods=3/],
    ["services", 2, (name) => service("ClusterIP", name), /used: services=2, limited: services=2/],
    ["secrets", 2, (name) => object("Secret", name, {}), /used: secrets=2, limited: secrets=2/],
    // One is there already, with the cluster's certificate.
    ["configmaps", 2, (name) => object("ConfigMap", name, {}), /used: configmaps=3, limited: configmaps=3/],
    ["persistentvolumeclaims", 2, (name) => claim("1Gi", name), /limited: persistentvolumeclaims=2/],
  ];
  for (const [kind, room, make, reason] of counted) {
    const singular = kind.slice(0, -1);
    it(`take ${room} ${kind}, and refuse one more`, async () => {
      if (kind === "configmaps") await certificateIsThere();
      for (let number = 0; number < room; number++) {
        await create(api, `${CORE}/${kind}`, make(`${singular}-${number}`));
      }
      assertRefused(await ask(api, "POST", `${CORE}/${kind}`, make("more")), reason);
    });
  }

  const sums: readonly (readonly [string, Resources, RegExp])[] = [
    ["CPU in reserve", { requests: { cpu: "1200m" }, limits: { cpu: "1500m" } }, /limited: requests.cpu=2/],
    ["memory in reserve", { requests: { memory: "2Gi" }, limits: { memory: "2Gi" } }, /limited: requests.memory=4Gi/],
    ["CPU", { limits: { cpu: "2" }, requests: { cpu: "50m" } }, /limited: limits.cpu=4/],
    ["memory", { limits: { memory: "4Gi" }, requests: { memory: "64Mi" } }, /limited: limits.memory=8Gi/],
  ];
  for (const [what, resources, reason] of sums) {
    it(`refuse pods that have together too much ${what}`, async () => {
      let answer = await ask(api, "POST", `${CORE}/pods`, pod("pod-0", [resources]));
      assert.equal(answer.status, 201, answer.body);
      for (let number = 1; answer.status === 201 && number < 3; number++) {
        answer = await ask(api, "POST", `${CORE}/pods`, pod(`pod-${number}`, [resources]));
      }
      assertRefused(answer, reason);
    });
  }

  it("let no namespace pass for another", async () => {
    const forged = { name: "mole", labels: { "kubernetes.io/metadata.name": "agno-tenant-globex" } };
    const made = await create<{ metadata: { labels: object } }>(api, "/api/v1/namespaces", {
      ...{ apiVersion: "v1", kind: "Namespace", metadata: forged },
    });
    assert.deepEqual(made.metadata.labels, { "kubernetes.io/metadata.name": "mole" });
  });

  it("leave a pod without a token only where it says so: Kubernetes' own default is one", async () => {
    const [silent, without] = [pod("silent"), pod("without", [{}], { automountServiceAccountToken: false })];
    assert.equal((await create<SeenPod>(api, `${CORE}/pods`, silent)).spec.volumes?.length, 1);
    assert.equal((await create<SeenPod>(api, `${CORE}/pods`, without)).spec.volumes, undefined);
  });

  async function certificateIsThere(): Promise<void> {
    const path = `${CORE}/configmaps/kube-root-ca.crt`;
    await until({ what: "the cluster's certificate is there" }, () => read(api, path));
  }
});

function assertRefused({ status, body }: Answer, reason: RegExp): void {
  assert.equal(status, 403, body);
  assert.match((JSON.parse(body) as { message: string }).message, reason);
}

/** What is kept, with all that was sent laid over it: the same, where nothing of it was dropped or changed. */
function merged(kept: unknown, sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map((item, index) => merged((kept as unknown[])[index], item));
  if (typeof sent !== "object" || sent === null) return sent;
  const laid = Object.entries(sent).map(([key, value]) => [
    key,
    merged((kept as Readonly<Record<string, unknown>> | undefined)?.[key], value),
  ]);
  return { ...(kept as object), ...(Object.fromEntries(laid) as object) };
}
