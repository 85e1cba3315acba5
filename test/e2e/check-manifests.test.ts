/** The checkers notice what is wrong: each manifest here is planted. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { tools } from "../../tools/tools";
import { type ManifestCheck, type ManifestReport, checkManifests } from "../../verify/check-manifests";
import { type KubernetesDescriptions, openKubernetesDescriptions } from "../../verify/kubernetes-descriptions";

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: "a" }\n';
const deployment = (container: string) =>
  "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: a }\nspec:\n  selector: { matchLabels: { app: web } }\n" +
  `  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - ${container}\n`;

describe("npm run check:manifests", () => {
  let checkers: ManifestCheck["checkers"];
  let descriptions: KubernetesDescriptions;
  let temporary: string;
  before(async function () {
    this.timeout(300_000);
    checkers = await tools(["kubeconform", "kube-score"]);
    descriptions = openKubernetesDescriptions();
  });
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), "agno-manifests-"));
  });
  afterEach(() => {
    rmSync(temporary, { recursive: true });
  });

  function check(
    files: Readonly<Record<string, string>>,
    exceptions: ManifestCheck["exceptions"] = [],
  ): ManifestReport {
    const [folder, schemas] = [join(temporary, "manifests"), join(temporary, "schemas")];
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return checkManifests({ folder, schemas, checkers, descriptions, exceptions });
  }

  it("finds nothing wrong with what is right", () => {
    const { manifests, invalid, critical } = check({
      "dev/us/_cluster/namespace-a.yaml": namespace,
      "dev/us/_cluster/priorityclass-a.yaml":
        "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: a }\nvalue: 5\n",
    });
    assert.deepEqual([manifests, invalid, critical], [2, [], []]);
  });

  const wrong = [
    ["an unknown field", `${namespace}value: 1\n`, /additional properties 'value' not allowed/],
    ["an unknown field deep inside", deployment("{ name: web, imagee: web }"), /'imagee' not allowed/],
    ["a field twice", `${namespace}kind: Namespace\n`, /key "kind" already set/],
    ["text for a number", deployment('{ name: web, ports: [{ containerPort: "80" }] }'), /want integer|got string/],
    [
      "a missing field",
      "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nvalue: 5\n",
      /missing propert.*'metadata'/,
    ],
    [
      "a kind that nobody describes",
      "apiVersion: example.io/v1\nkind: Agent\nmetadata: { name: a }\n",
      /could not find schema for Agent/,
    ],
  ] as const;
  for (const [what, text, message] of wrong) {
    it(`finds ${what}, and where`, () => {
      const { invalid } = check({ "dev/us/_cluster/namespace-a.yaml": namespace, "dev/us/a/planted.yaml": text });
      assert.equal(invalid.length, 1, invalid.join("\n"));
      assert.match(invalid[0] ?? "", /^dev\/us\/a\/planted\.yaml: /);
      assert.match(invalid[0] ?? "", message);
    });
  }

  const web = deployment("{ name: web, image: web:latest }");

  it("finds what is valid and unwise", () => {
    const { invalid, critical } = check({ "dev/us/a/deployment-web.yaml": web });
    assert.deepEqual(invalid, []);
    for (const id of ["container-resources", "container-image-tag", "pod-networkpolicy"]) {
      assert.ok(
        critical.some((line) => line.startsWith(`dev/us/a/deployment-web.yaml: ${id}: `)),
        id,
      );
    }
  });

  it("takes each cluster by itself", () => {
    const policy =
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: a }\n" +
      "spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress] }\n";
    const without = (files: Readonly<Record<string, string>>) =>
      check(files).critical.filter((line) => line.includes("pod-networkpolicy"));
    assert.deepEqual(without({ "dev/us/a/web.yaml": web, "dev/us/a/policy.yaml": policy }), []);
    assert.equal(without({ "dev/eu/a/web.yaml": web, "dev/us/a/policy.yaml": policy }).length, 1);
  });

  it("lets exceptions stand that are needed, and only those", () => {
    const exception = { check: "container-resources", objects: /^Deployment\/web$/, reason: "a test" };
    const idle = { check: "container-resources", objects: /^Deployment\/other$/, reason: "a test" };
    const { critical, excused, unneeded } = check({ "dev/us/a/deployment-web.yaml": web }, [exception, idle]);
    assert.equal(excused, 1);
    assert.ok(critical.length > 0 && !critical.some((line) => line.includes("container-resources")));
    assert.deepEqual(unneeded, [idle]);
  });
});
