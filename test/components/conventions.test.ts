/** What holds for every resource of every component. */
import assert from "node:assert/strict";
import type { PoolSettings } from "../../components/cluster/node-pools";
import { Foundation } from "../../components/global/foundation";
import type { GoogleRegion } from "../../components/region/google-regions";
import { KubeconfigRegion } from "../../components/region/kubeconfig-region";
import { Region } from "../../components/region/region";
import type { RegisteredResource } from "../../emulator/monitor";
import { type Made, PROJECT, evaluateComponent } from "./evaluate-component";

const pool: PoolSettings = {
  machineType: "n1-standard-4",
  min: 1,
  max: 10,
  spotShare: 0.5,
  gpus: 0,
  labels: {},
  taints: [],
};

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
          shared,
        } as const;
        new Region(region, args, options);
      }
      new KubeconfigRegion(GIVEN, { context: "kind-agno" });
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
      "agno:cluster:NodeIdentity",
      "agno:cluster:RegionalCluster",
      "agno:global:ClusterKeys",
      "agno:global:Foundation",
      "agno:global:ProjectServices",
      "agno:network:Hub",
      "agno:network:RegionalNetwork",
      "agno:platform:Platform",
      "agno:region:KubeconfigRegion",
      "agno:region:Region",
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
      assert.match(name, /^agno-[-a-z0-9]+$/, resource.urn);
      return [regionOf(resource), String(resource.inputs.kind), namespace ?? "", name].join("/");
    });
    assert.equal(new Set(places).size, places.length);
    for (const region of [...regions, GIVEN]) {
      assert.equal(places.filter((place) => place.startsWith(`${region}/`)).length, 6, region);
    }
  });

  it("let every pod of a namespace be held to the strictest standard", () => {
    for (const { urn, inputs } of kubernetes().filter((one) => one.type.endsWith(":Namespace"))) {
      const { labels } = inputs.metadata as { readonly labels: Readonly<Record<string, string>> };
      assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted", urn);
    }
  });

  it("use names that Google takes, in the longest region and for the longest pool", () => {
    const names = google()
      .map(({ inputs }) => inputs.name)
      .filter((name) => typeof name === "string");
    assert.ok(names.includes("agno-managed-services-northamerica-northeast1"));
    for (const name of names) assert.match(name, /^agno-[-a-z0-9]{1,57}[a-z0-9]$/);
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
    ]);
  });

  it("give roles to accounts only, never to everybody", () => {
    for (const { urn, inputs } of custom().filter((resource) => "member" in resource.inputs)) {
      assert.match(String(inputs.member), /^serviceAccount:/, urn);
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
