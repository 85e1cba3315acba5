import { Provider } from "@pulumi/kubernetes/provider";
import assert from "node:assert/strict";
import { adapterDeployment, imageOf } from "../../../components/platform/adapter-workload";
import { MetricsAdapter } from "../../../components/platform/metrics-adapter";
import { type Made, PROJECT, evaluateComponent } from "../evaluate-component";

const NAME = "us-central1-platform-metrics-adapter";

describe("MetricsAdapter", () => {
  let made: Made;
  before(async () => {
    made = await evaluateComponent(({ providers }) => {
      const queueAgent = "service-4711@gcp-sa-pubsub.iam.gserviceaccount.com";
      const both = [...providers, new Provider("kubernetes", { kubeconfig: "" })];
      return {
        namespace: new MetricsAdapter(
          NAME,
          { region: "us-central1", project: PROJECT, queueAgent },
          { providers: both },
        ).namespace,
      };
    });
  });

  const metadataOf = (type: string) =>
    made.all(type).map(({ inputs }) => {
      const { name, namespace } = inputs.metadata as { readonly name: string; readonly namespace?: string };
      return namespace === undefined ? name : `${namespace}/${name}`;
    });
  const RBAC = "kubernetes:rbac.authorization.k8s.io/v1";

  it("is what Google's instructions name", () => {
    const adapter = "custom-metrics/custom-metrics-stackdriver-adapter";
    const table = [
      ["kubernetes:core/v1:Namespace", ["custom-metrics"]],
      ["kubernetes:core/v1:ServiceAccount", [`${adapter}-us-central1`]],
      ["kubernetes:core/v1:Service", [adapter]],
      ["kubernetes:apps/v1:Deployment", [adapter]],
      ["kubernetes:policy/v1:PodDisruptionBudget", [adapter]],
      ["kubernetes:networking.k8s.io/v1:NetworkPolicy", [adapter]],
      [`${RBAC}:RoleBinding`, ["kube-system/custom-metrics-auth-reader"]],
      [`${RBAC}:ClusterRole`, ["custom-metrics-resource-reader", "external-metrics-reader"]],
      [
        `${RBAC}:ClusterRoleBinding`,
        ["custom-metrics-auth-delegator", "custom-metrics-resource-reader", "external-metrics-reader"],
      ],
      [
        "kubernetes:apiregistration.k8s.io/v1:APIService",
        ["v1beta1.custom.metrics.k8s.io", "v1beta1.external.metrics.k8s.io", "v1beta2.custom.metrics.k8s.io"],
      ],
    ] as const;
    for (const [type, names] of table) assert.deepEqual([...metadataOf(type)].sort(), names, type);
  });

  it("is told of to the API server only once it runs", () => {
    for (const api of made.all("kubernetes:apiregistration.k8s.io/v1:APIService")) {
      const needs = made.needs(api);
      assert.ok(needs.includes(`${NAME}-deployment`) && needs.includes(`${NAME}-service`), api.name);
    }
  });

  it("starts only with all its rights: it ends at once where one is missing", () => {
    const needs = made.needs(made.one("kubernetes:apps/v1:Deployment"));
    const rights = [
      ...made.all(`${RBAC}:ClusterRoleBinding`),
      ...made.all(`${RBAC}:RoleBinding`),
      made.one("gcp:projects/iAMMember:IAMMember"),
    ];
    for (const { name } of rights) assert.ok(needs.includes(name), name);
  });

  it("may read the project's metrics by an identity of its own, which no other region has", () => {
    const { inputs } = made.one("gcp:projects/iAMMember:IAMMember");
    assert.deepEqual(inputs, {
      project: PROJECT,
      role: "roles/monitoring.viewer",
      member: `principal://iam.googleapis.com/projects/4711/locations/global/workloadIdentityPools/${PROJECT}.svc.id.goog/subject/ns/custom-metrics/sa/custom-metrics-stackdriver-adapter-us-central1`,
    });
    // The pool of identities is there once a cluster is.
    assert.ok(made.needs(made.one("gcp:projects/iAMMember:IAMMember")).includes(`${NAME}-namespace`));
  });

  it("grants nobody more than reading", () => {
    const roles = made.all(`${RBAC}:ClusterRole`).map(({ inputs }) => inputs.rules as { verbs: string[] }[]);
    for (const { verbs } of roles.flat()) assert.deepEqual(verbs, ["get", "list", "watch"]);
  });

  it("names what it makes after itself, and gives out where it is", () => {
    for (const name of made.below(made.one("agno:platform:MetricsAdapter"))) assert.ok(name.startsWith(`${NAME}-`));
    assert.deepEqual(made.one("agno:platform:MetricsAdapter").outputs, { namespace: "custom-metrics" });
    assert.deepEqual(made.outputs, { namespace: "custom-metrics" });
  });
});

describe("the metrics adapter's pods", () => {
  const { template, replicas, selector } = adapterDeployment("us-central1").spec;
  const [container] = template.spec.containers as [(typeof template.spec.containers)[number]];
  const [mount] = container.volumeMounts as [(typeof container.volumeMounts)[number]];

  it("are two, found by their labels", () => {
    assert.equal(replicas, 2);
    assert.deepEqual(selector.matchLabels, template.metadata.labels);
  });

  it("use Google's model of resources and fall back to containers' metrics", () => {
    for (const flag of ["--use-new-resource-model=true", "--fallback-for-container-metrics=true"]) {
      assert.ok(container.args.includes(flag), flag);
    }
  });

  it("listen where no privilege is needed, and write nowhere but into a volume", () => {
    const port = container.ports[0]?.containerPort ?? 0;
    assert.ok(port > 1024 && container.args.includes(`--secure-port=${port}`));
    assert.equal(container.securityContext.readOnlyRootFilesystem, true);
    assert.ok(container.args.some((flag) => flag.startsWith(`--cert-dir=${mount.mountPath}/`)));
  });

  const pins = [
    [{ repository: "gcr.io/a/b", tag: "v1" }, "gcr.io/a/b:v1"],
    [{ repository: "gcr.io/a/b", tag: "v1", digest: "sha256:0a" }, "gcr.io/a/b:v1@sha256:0a"],
  ] as const;
  for (const [pin, image] of pins) {
    it(`are of image ${image}`, () => {
      assert.equal(imageOf(pin), image);
    });
  }
});
