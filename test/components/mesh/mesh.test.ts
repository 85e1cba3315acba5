import { Provider } from "@pulumi/kubernetes/provider";
import assert from "node:assert/strict";
import { Mesh, type MeshArgs } from "../../../components/mesh/mesh";
import { type Made, evaluateComponent } from "../evaluate-component";

const NAME = "us-central1-mesh";

function evaluated(args: MeshArgs): Promise<Made> {
  return evaluateComponent(() => {
    const providers = [new Provider("kubernetes", { kubeconfig: "" })];
    return { host: new Mesh(NAME, args, { providers }).host };
  });
}

/** "Kind namespace/name" of each Kubernetes object. */
function objectsOf(made: Made): readonly string[] {
  const objects = made.resources.filter(({ type }) => type.startsWith("kubernetes:"));
  return objects
    .map(({ inputs }) => {
      const { namespace, name } = inputs.metadata as { namespace: string; name: string };
      return `${String(inputs.kind)} ${namespace}/${name}`;
    })
    .sort();
}

const WHOLE_MESH = [
  "AuthorizationPolicy istio-system/agno-deny-all",
  "PeerAuthentication istio-system/agno-strict",
  "ServiceEntry agno-system/agno-google-apis",
  "ServiceEntry agno-system/agno-google-metadata",
  "Sidecar istio-system/agno-registry-only",
];

const GATEWAY = [
  "AuthorizationPolicy agno-system/agno-agents-gateway",
  "Certificate agno-system/agno-agents-gateway",
  "Deployment agno-system/agno-agents-gateway",
  "Gateway agno-system/agno-agents-gateway",
  "HorizontalPodAutoscaler agno-system/agno-agents-gateway",
  "Issuer agno-system/agno-agents-issuer",
  "NetworkPolicy agno-system/agno-agents-gateway",
  "PodDisruptionBudget agno-system/agno-agents-gateway",
  "Role agno-system/agno-agents-gateway",
  "RoleBinding agno-system/agno-agents-gateway",
  "Service agno-system/agno-agents-gateway",
  "ServiceAccount agno-system/agno-agents-gateway",
];

const HEALTH = ["Gateway agno-system/agno-agents-health", "VirtualService agno-system/agno-agents-health"];

describe("Mesh", () => {
  let google: Made;
  let elsewhere: Made;
  before(async () => {
    google = await evaluated({
      domain: "acme.example",
      google: { project: "acme-agents" },
      gatewayAddress: "agno-gateway-us-central1",
    });
    elsewhere = await evaluated({ domain: "acme.example" });
  });

  it("has a gateway, and at Google what binds the whole mesh and what answers its probers", () => {
    assert.deepEqual(objectsOf(google), [...GATEWAY, ...HEALTH, ...WHOLE_MESH].sort());
  });

  it("binds nobody but its own on somebody else's cluster", () => {
    assert.deepEqual(objectsOf(elsewhere), GATEWAY);
  });

  it("has no gateway where nobody is to be reached", async () => {
    const made = await evaluated({ domain: "", google: { project: "acme-agents" } });
    assert.deepEqual(objectsOf(made), WHOLE_MESH);
    assert.equal(made.outputs.host, "");
  });

  it("starts the gateway's pods only once they may read their certificate", () => {
    const pods = google.one("kubernetes:apps/v1:Deployment");
    assert.deepEqual(google.needs(pods), [`${NAME}-gateway-workload-account`, `${NAME}-gateway-workload-role-binding`]);
  });

  it("has its address at Google, reserved under the region's name", () => {
    const { metadata } = google.one("kubernetes:core/v1:Service").inputs as { metadata: { annotations: object } };
    assert.deepEqual(metadata.annotations, {
      "networking.gke.io/load-balancer-ip-addresses": "agno-gateway-us-central1",
    });
  });

  it("gives out where agents are reached", () => {
    assert.equal(google.outputs.host, "agents.acme.example");
    assert.deepEqual(google.one("agno:mesh:Mesh").outputs, { host: "agents.acme.example" });
  });
});
