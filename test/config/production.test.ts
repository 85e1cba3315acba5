import assert from "node:assert/strict";
import { productionSign } from "../../config/production";

const FAR = "its server is neither on this machine nor in a private network";
const cloud = (name: string) => `"${name}" is a cluster of a cloud`;

/** Of a cluster on this machine, with one thing different. */
const target = (changes: Partial<Parameters<typeof productionSign>[0]>) => ({
  ...{ context: "kind-agno", cluster: "kind-agno", user: "kind-agno", server: "https://127.0.0.1:6443" },
  ...changes,
});

describe("what looks like production", () => {
  const names: readonly (readonly [string, boolean])[] = [
    ["prod", true],
    ["PROD", true],
    ["acme-prod", true],
    ["prod1", true],
    ["eu.production.acme", true],
    ["admin@acme_live", true],
    ["acmeProd", true],
    ["k8s-prd-2", true],
    // Better named in the stack file once than taken for a place to play.
    ["non-prod", true],
    ["kind-agno", false],
    ["product-catalogue", false],
    ["reproduction", false],
    ["olive", false],
    ["delivery", false],
    ["minikube", false],
    ["docker-desktop", false],
    ["", false],
  ];
  for (const [name, production] of names) {
    for (const what of ["context", "cluster", "user"] as const) {
      it(`a ${what} "${name}": ${production ? "yes" : "no"}`, () => {
        const expected = production ? `its ${what} is named "${name}"` : undefined;
        assert.equal(productionSign(target({ [what]: name })), expected);
      });
    }
  }

  const servers: readonly (readonly [string, string | undefined])[] = [
    ["https://127.0.0.1:6443", undefined],
    ["https://127.8.9.1:6443", undefined],
    ["https://0.0.0.0:34567", undefined],
    ["https://[::1]:6443", undefined],
    ["https://localhost:6443", undefined],
    ["localhost:8080", undefined],
    ["https://agno.localhost", undefined],
    ["https://10.0.12.3", undefined],
    ["https://172.16.0.1", undefined],
    ["https://172.31.255.255", undefined],
    ["https://192.168.49.2:8443", undefined],
    ["https://169.254.10.20", undefined],
    ["https://[fe80::1]:6443", undefined],
    ["https://[fd12:3456::1]:6443", undefined],
    ["https://[::ffff:192.168.1.1]", undefined],
    ["https://kubernetes.docker.internal:6443", undefined],
    ["https://cluster.corp.internal", undefined],
    ["https://raspberry.local:6443", undefined],
    ["https://172.15.255.255", FAR],
    ["https://172.32.0.1", FAR],
    ["https://11.0.0.1", FAR],
    ["https://192.169.0.1", FAR],
    ["https://34.118.2.3", FAR],
    ["https://8.8.8.8:6443", FAR],
    ["https://[2001:db8::1]:6443", FAR],
    ["https://[::ffff:8.8.8.8]", FAR],
    ["https://gke-1.us-central1.gke.goog", FAR],
    ["https://ABC.gr7.eu-west-1.eks.amazonaws.com", FAR],
    ["https://local", FAR],
    ["https://internal", FAR],
    ["https://notlocalhost", FAR],
    ["https://10.0.0.1.example.com", FAR],
    ["https://localhost.example.com", FAR],
    ["https://", FAR],
    ["unix:///var/run/k8s.sock", FAR],
  ];
  for (const [server, expected] of servers) {
    it(`a server ${server}: ${expected === undefined ? "no" : "yes"}`, () => {
      assert.equal(productionSign(target({ server })), expected);
    });
  }

  const managed = [
    "gke_acme-agents_us-central1_agno-agents-us-central1",
    "connectgateway_acme_global_agno",
    "arn:aws:eks:eu-west-1:123456789012:cluster/agno",
  ];
  for (const name of managed) {
    it(`${name}, also behind a private address: yes`, () => {
      assert.equal(productionSign(target({ context: name, server: "https://10.1.2.3" })), cloud(name));
      assert.equal(productionSign(target({ cluster: name, server: "https://10.1.2.3" })), cloud(name));
    });
  }
});
