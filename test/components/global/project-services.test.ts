import assert from "node:assert/strict";
import { ProjectServices } from "../../../components/global/project-services";
import { type Made, PROJECT, evaluateComponent } from "../evaluate-component";

describe("ProjectServices", () => {
  let made: Made;
  let waitFor: number;

  before(async () => {
    made = await evaluateComponent((options) => {
      waitFor = new ProjectServices("global-services", options).enabled.length;
    });
  });

  const neededFor = {
    artifactregistry: "nodes' images",
    binaryauthorization: "what a cluster admits",
    cloudkms: "keys",
    cloudresourcemanager: "roles on the project",
    compute: "VPCs and nodes",
    container: "clusters",
    containersecurity: "the security posture",
    dns: "private addresses of Google's APIs",
    gkebackup: "backups of clusters",
    iam: "accounts",
    logging: "logs",
    monitoring: "managed Prometheus",
    networkconnectivity: "the hub",
    pubsub: "agents' queues",
    secretmanager: "the clusters' Secret Manager",
    servicenetworking: "the way to managed services",
  };
  for (const [service, what] of Object.entries(neededFor)) {
    it(`switches on ${service} for ${what}, and never off`, () => {
      const { type, inputs } = made.named(`global-services-${service}`);
      assert.equal(type, "gcp:projects/service:Service");
      assert.deepEqual(inputs, { service: `${service}.googleapis.com`, disableOnDestroy: false });
    });
  }

  it("lets others wait for all of them", () => {
    assert.equal(made.all("gcp:projects/service:Service").length, Object.keys(neededFor).length);
    assert.equal(waitFor, Object.keys(neededFor).length);
  });

  it("switches them on in the project of its provider", () => {
    for (const { outputs } of made.all("gcp:projects/service:Service")) assert.equal(outputs.project, PROJECT);
  });

  it("says which they are", () => {
    const { outputs } = made.one("agno:global:ProjectServices");
    assert.deepEqual(
      outputs.services,
      Object.keys(neededFor).map((service) => `${service}.googleapis.com`),
    );
  });
});
