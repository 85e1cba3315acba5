import assert from "node:assert/strict";
import type { Kubeconfig } from "../../config/kubeconfig";
import { clusterProblems } from "../../config/reachable-clusters";
import { load } from "./load-text";

const kubeconfig = (current: string): Kubeconfig => ({
  files: ["config"],
  current,
  contexts: new Map([
    ["kind", { cluster: "kind", user: "kind" }],
    ["prod", { cluster: "prod", user: "me" }],
  ]),
  clusters: new Map([
    ["kind", { server: "https://127.0.0.1:6443" }],
    ["prod", { server: "https://203.0.113.7" }],
  ]),
});

const environment = (regions: string, scope?: string) =>
  load(`config:\n  agno:clusters: kubeconfig\n  agno:regions:\n    ${regions}\n`, scope === undefined ? {} : { scope });

describe("the clusters of a kubeconfig", () => {
  const problems = (current: string, regions: string, scope?: string) =>
    clusterProblems(environment(regions, scope), kubeconfig(current)).map(
      ({ path, message }) => `${path.slice(1).join(".")}: ${message}`,
    );

  it("are fine on this machine", () => {
    assert.deepEqual(problems("kind", "us-east1: { slot: 0 }"), []);
  });

  it("are refused where the current one looks like production", () => {
    assert.deepEqual(problems("prod", "us-east1: { slot: 0 }"), [
      'agno:regions.us-east1.context: the current context "prod" (https://203.0.113.7) looks like production: its ' +
        'context is named "prod"; switch to another (kubectl config use-context NAME) or, if you mean it, name it here ' +
        '(context: "prod")',
    ]);
  });

  it("are taken where the stack file names them, whatever they look like", () => {
    assert.deepEqual(problems("kind", "us-east1: { slot: 0, context: prod }"), []);
    assert.deepEqual(problems("prod", "us-east1: { slot: 0, context: kind }"), []);
  });

  it("are each told of that is not there, of the regions that the stack holds", () => {
    const regions = "us-east1: { slot: 0, context: kid }\n    us-west1: { slot: 1, context: prdo }";
    assert.deepEqual(problems("kind", regions), [
      'agno:regions.us-east1.context: there is no context "kid"; config has kind, prod; did you mean "kind"?',
      'agno:regions.us-west1.context: there is no context "prdo"; config has kind, prod; did you mean "prod"?',
    ]);
    assert.equal(problems("kind", regions, "us-west1").length, 1);
    assert.deepEqual(problems("kind", regions, "global"), []);
  });
});
