/** The checkers notice what is wrong: each manifest here is planted. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Definition, definitions } from "../../tools/definitions";
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
  let others: readonly Definition[];
  let temporary: string;
  before(async function () {
    this.timeout(300_000);
    checkers = await tools(["kubeconform", "kube-score"]);
    descriptions = openKubernetesDescriptions();
    others = await definitions();
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
    return checkManifests({ folder, schemas, checkers, descriptions, definitions: others, exceptions });
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

  const metadata = "metadata: { name: a, namespace: a }\n";
  const [route, computeClass] = [
    `apiVersion: networking.istio.io/v1\nkind: VirtualService\n${metadata}spec: { hosts: [a], http: [{ timeout: 1s }] }\n`,
    `apiVersion: cloud.google.com/v1\nkind: ComputeClass\nmetadata: { name: a }\nspec: { priorities: [{ spot: true }] }\n`,
  ];
  it("knows kinds that others have invented, field by field", () => {
    const alerts = `apiVersion: flagger.app/v1beta1\nkind: AlertProvider\n${metadata}spec: { type: slack, address: here }\n`;
    const right = {
      "dev/us/a/route.yaml": route,
      "dev/us/_cluster/class.yaml": computeClass,
      "dev/us/a/alerts.yaml": alerts,
    };
    assert.deepEqual(check(right).invalid, []);
    const { invalid } = check({
      "dev/us/a/route.yaml": route.replace("timeout", "timeOut"),
      "dev/us/_cluster/class.yaml": computeClass.replace("true", "maybe"),
      "dev/us/a/metadata.yaml": route.replace("namespace: a", "namespaces: a"),
      "dev/us/a/version.yaml": route.replace("/v1", "/v2"),
    });
    const messages = invalid.map((line) => line.replaceAll("\n", " "));
    assert.equal(messages.length, 4, messages.join("\n"));
    assert.match(messages[0] ?? "", /class\.yaml: .*spot.*(got string, want boolean)/);
    assert.match(messages[1] ?? "", /metadata\.yaml: .*'namespaces' not allowed/);
    assert.match(messages[2] ?? "", /route\.yaml: .*'timeOut' not allowed/);
    assert.match(messages[3] ?? "", /version\.yaml: could not find schema for VirtualService/);
  });

  it("knows kinds that the manifests themselves define", () => {
    const schema =
      "{ type: object, properties: { spec: { type: object, properties: { port: { x-kubernetes-int-or-string: true } } } } }";
    const definition =
      "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: agents.example.io\n" +
      "spec:\n  group: example.io\n  scope: Namespaced\n  names: { kind: Agent, plural: agents }\n" +
      `  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: ${schema} } }]\n`;
    const agent = (spec: string) => `apiVersion: example.io/v1\nkind: Agent\n${metadata}spec: ${spec}\n`;
    const { invalid } = check({
      "dev/us/_cluster/definition.yaml": definition,
      "dev/us/a/right.yaml": agent("{ port: http }"),
      "dev/us/a/wrong.yaml": agent("{ port: [1], prot: 1 }"),
    });
    assert.equal(invalid.length, 1, invalid.join("\n"));
    assert.match(invalid[0] ?? "", /wrong\.yaml: [^]*'prot' not allowed/);
    assert.match(invalid[0] ?? "", /got array, want integer or string/);
  });

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
