/** What holds for every resource of every component. */
import assert from "node:assert/strict";
import { Foundation } from "../../components/global/foundation";
import type { GoogleRegion } from "../../components/region/google-regions";
import { KubeconfigRegion } from "../../components/region/kubeconfig-region";
import { Region } from "../../components/region/region";
import type { TenantSettings } from "../../components/tenant/settings";
import type { RegisteredResource } from "../../emulator/monitor";
import { load, stackFile } from "../config/load-text";
import { type Made, PROJECT, evaluateComponent } from "./evaluate-component";
import { pool } from "./pool";

const pools = {
  // The longest name that a stack file may use.
  "memory-intensive-agents": pool,
  gpu: { ...pool, gpus: 1 },
  e2: { ...pool, machineType: "e2-standard-4" },
};

const regions: readonly GoogleRegion[] = [
  "northamerica-northeast1", // the longest name
  "us-central1", // four zones
  "us-east5", // no N1, no T4
  "me-west1", // N1 in two zones
  "europe-west1", // its name begins the next one's
  "europe-west12",
];

/** One whose cluster is there already. */
const GIVEN = "southamerica-east1";

/** One with every part that a tenant and an agent may have, under the longest names. */
const longest = "a".repeat(30);
const [tenant] = load(
  stackFile(
    [...regions, GIVEN].map((name, slot) => `${name}: { slot: ${slot} }`).join("\n    "),
    `  agno:domain: acme.example
  agno:agentImage: registry.example/agent@sha256:${"0".repeat(64)}
  agno:pools: { gpu: { max: 0 }, memory: { max: 0, min: 0 }, cpu: { machineType: e2-standard-4 } }
  agno:tenants:
    ${longest}:
      groups: { admin: a@acme.example, developer: b@acme.example, viewer: c@acme.example }
      modelHosts: [api.openai.com]
      agents:
        ${longest}: { modelName: m, canary: { image: "registry.example/agent@sha256:${"1".repeat(64)}" } }
`,
  ),
).tenants as [TenantSettings];

/** Names of what a whole cluster shares that are not the platform's own to choose, with who chose them. */
const GIVEN_NAMES: ReadonlyMap<string, string> = new Map([
  ["agnoagents.ai.company.com", "Kubernetes: a definition is named after what it defines"],
  ...["v1beta1.custom", "v1beta2.custom", "v1beta1.external"].map(
    (api) => [`${api}.metrics.k8s.io`, "Kubernetes: an API is named after its version and group"] as const,
  ),
  ...[
    "custom-metrics",
    "custom-metrics-auth-delegator",
    "custom-metrics-resource-reader",
    "external-metrics-reader",
  ].map((name) => [name, "Google: its instructions for the metrics adapter, so that two are never installed"] as const),
]);

/** Types that stand at the top of a program. */
const TOP = ["pulumi:pulumi:Stack", "pulumi:providers:gcp"];

describe("components", () => {
  let made: Made;
  let byUrn: ReadonlyMap<string, RegisteredResource>;

  before(async () => {
    made = await evaluateComponent((options) => {
      const shared = new Foundation("global", { regions, deletionProtection: true }, options);
      for (const [index, region] of regions.entries()) {
        const args = {
          region,
          project: PROJECT,
          slot: index,
          podsPerNode: 110,
          pools,
          maintenance: { days: ["SA", "SU"], start: "02:00", hours: 6, exclusions: {} },
          releaseChannel: "REGULAR",
          deletionProtection: true,
          domain: "acme.example",
          shared,
        } as const;
        new Region(region, args, options).admit(tenant);
      }
      const args = { context: "kind-agno", region: GIVEN, pools, domain: "acme.example" } as const;
      new KubeconfigRegion(GIVEN, args).admit(tenant);
    });
    byUrn = new Map(made.resources.map((resource) => [resource.urn, resource]));
  });

  const below = (): readonly RegisteredResource[] => made.resources.filter(({ type }) => !TOP.includes(type));
  const components = (): readonly RegisteredResource[] => below().filter(({ custom }) => !custom);
  const custom = (): readonly RegisteredResource[] => below().filter((resource) => resource.custom);
  const google = (): readonly RegisteredResource[] => custom().filter(({ type }) => type.startsWith("gcp:"));
  const kubernetes = (): readonly RegisteredResource[] => custom().filter(({ type }) => type.startsWith("kubernetes:"));
  const parentOf = (resource: RegisteredResource) => byUrn.get(resource.parent)!;

  it("are built in every region", () => {
    assert.equal(made.all("gcp:container/cluster:Cluster").length, regions.length);
    assert.ok(custom().length > 20 * regions.length);
  });

  it("hold every resource of a cloud: none stands at the top or below another", () => {
    for (const resource of custom()) assert.match(parentOf(resource).type, /^agno:/, resource.urn);
  });

  it("stand below one another, the global layer and the regions at the top", () => {
    const top = components().filter((component) => parentOf(component).type === "pulumi:pulumi:Stack");
    assert.deepEqual(top.map(({ name }) => name).sort(), [...regions, GIVEN, "global"].sort());
    for (const component of components().filter((one) => !top.includes(one))) {
      assert.match(parentOf(component).type, /^agno:/, component.urn);
    }
  });

  it("are of types that say where they are found", () => {
    assert.deepEqual([...new Set(components().map(({ type }) => type))].sort(), [
      "agno:agent:Agent",
      "agno:agent:GoogleParts",
      "agno:cluster:NodeIdentity",
      "agno:cluster:RegionalCluster",
      "agno:global:ClusterKeys",
      "agno:global:Foundation",
      "agno:global:ProjectServices",
      "agno:mesh:GatewayWorkload",
      "agno:mesh:Mesh",
      "agno:network:Hub",
      "agno:network:RegionalNetwork",
      "agno:platform:Admission",
      "agno:platform:MetricsAdapter",
      "agno:platform:Platform",
      "agno:region:KubeconfigRegion",
      "agno:region:Region",
      "agno:tenant:Tenant",
    ]);
  });

  it("register outputs", () => {
    for (const { urn, outputs } of components()) assert.ok(Object.keys(outputs).length > 0, urn);
  });

  it("name what is below them after themselves", () => {
    for (const resource of below().filter((one) => parentOf(one).type !== "pulumi:pulumi:Stack")) {
      assert.ok(resource.name.startsWith(`${parentOf(resource).name}-`), resource.urn);
    }
  });

  it("make everything in the project of the program's own provider", () => {
    const projects = google().map(({ inputs, outputs }) => inputs.project ?? outputs.project);
    assert.deepEqual([...new Set(projects.filter((project) => project !== undefined))], [PROJECT]);
    assert.ok(projects.filter((project) => project === PROJECT).length > google().length / 2);
  });

  it("put everything of Kubernetes into the cluster of its own region, by a name that is written down", () => {
    const regionOf = (resource: RegisteredResource): string =>
      parentOf(resource).type === "pulumi:pulumi:Stack" ? resource.name : regionOf(parentOf(resource));
    const places = kubernetes().map((resource) => {
      const { name, namespace } = resource.inputs.metadata as { readonly name: string; readonly namespace?: string };
      // What a whole cluster shares has a name of the platform's; a namespace's own objects need none.
      if (namespace === undefined && !GIVEN_NAMES.has(name)) assert.match(name, /^agno-[-a-z0-9]+$/, resource.urn);
      assert.ok(name.length <= 63, name);
      return [regionOf(resource), String(resource.inputs.kind), namespace ?? "", name].join("/");
    });
    assert.equal(new Set(places).size, places.length);
    // A region without a pool has no class for it.
    const alike = places.filter((place) => !place.includes("/ComputeClass/"));
    const counts = regions.map((region) => alike.filter((place) => place.startsWith(`${region}/`)).length);
    assert.deepEqual([...new Set(counts)].length, 1, counts.join(", "));
    const seen = new Set(places.map((place) => place.slice(place.lastIndexOf("/") + 1)));
    for (const name of GIVEN_NAMES.keys()) assert.ok(seen.has(name), `${name} needs no exception any more`);
  });

  it("let every pod of a namespace be held to the strictest standard", () => {
    for (const { urn, inputs } of kubernetes().filter((one) => one.type.endsWith(":Namespace"))) {
      const { labels } = inputs.metadata as { readonly labels: Readonly<Record<string, string>> };
      assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted", urn);
    }
  });

  it("use names that Google takes, in the longest region and for the longest pool", () => {
    const names = google()
      // A record's name is what is asked for, not what it is called.
      .filter(({ type }) => type !== "gcp:dns/recordSet:RecordSet")
      .map(({ inputs }) => inputs.name)
      .filter((name) => typeof name === "string");
    assert.ok(names.includes("agno-managed-services-northamerica-northeast1"));
    // Queues are named after tenants and agents, and Pub/Sub takes 255 characters.
    const queues = names.filter((name) => name.includes("."));
    for (const name of queues) assert.match(name, /^[a-z][-a-z0-9.]{2,254}$/);
    for (const name of names.filter((one) => !queues.includes(one)))
      assert.match(name, /^agno-[-a-z0-9]{1,57}[a-z0-9]$/);
  });

  it("use names of 40 characters at most for clusters and pools", () => {
    const names = [...made.all("gcp:container/cluster:Cluster"), ...made.all("gcp:container/nodePool:NodePool")].map(
      ({ inputs }) => String(inputs.name),
    );
    assert.ok(names.includes("agno-agents-northamerica-northeast1"));
    assert.ok(names.includes("agno-agents-memory-intensive-agents-spot"));
    for (const name of names) assert.ok(name.length <= 40, name);
  });

  it("give nobody a role but these, of which none is owner or editor", () => {
    const roles = custom().flatMap(({ inputs }) => ("role" in inputs ? [String(inputs.role)] : []));
    assert.deepEqual([...new Set(roles)].sort(), [
      "roles/artifactregistry.reader",
      "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      "roles/container.defaultNodeServiceAccount",
      "roles/monitoring.viewer",
      "roles/pubsub.publisher",
      "roles/pubsub.subscriber",
      "roles/secretmanager.secretAccessor",
    ]);
  });

  it("give roles to accounts only, never to everybody", () => {
    for (const { urn, inputs } of custom().filter((resource) => "member" in resource.inputs)) {
      assert.match(
        String(inputs.member),
        /^(serviceAccount:|principal:\/\/iam\.googleapis\.com\/projects\/\d+\/.*\/subject\/ns\/(agno-tenant-|custom-metrics\/))/,
        urn,
      );
    }
  });

  it("protect what cannot be brought back, and only that", () => {
    const types = made.resources.filter(({ options }) => options.protect).map(({ type }) => type);
    assert.deepEqual([...new Set(types)].sort(), [
      "gcp:container/cluster:Cluster",
      "gcp:kms/cryptoKey:CryptoKey",
      "gcp:kms/keyRing:KeyRing",
    ]);
  });

  it("need only what is made", () => {
    for (const { urn, dependencies } of made.resources) {
      for (const dependency of dependencies) assert.ok(byUrn.has(dependency), `${urn} needs ${dependency}`);
    }
  });
});

describe("components without the program's own provider", () => {
  it("are refused, resource by resource", async () => {
    await assert.rejects(
      evaluateComponent(() => {
        new Foundation("global", { regions: ["us-central1"], deletionProtection: true });
      }),
      (error: Error) => {
        const lines = error.message.split("\n").slice(1);
        for (const name of ["global-services-compute", "global-network-hub", "global-keys-us-central1-key"]) {
          assert.ok(
            lines.some((line) => line.includes(`::${name}: `)),
            name,
          );
        }
        for (const line of lines) assert.match(line, /^urn:\S+: it has no provider of the program's own/);
        return true;
      },
    );
  });
});
