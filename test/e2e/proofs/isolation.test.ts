import assert from "node:assert/strict";
import fc from "fast-check";
import type { Environment } from "../../../config/environment";
import { NetworkPolicies } from "../../../proofs/flows";
import { type KubernetesObject, objectsByRegion, ofKind } from "../../../proofs/objects";
import { reportOn } from "../../../preview/report";
import { environmentOf } from "../../program/stacks";
import { type End, type Question, askCyclonus } from "./cyclonus";

/** What may stand at a pod that a tenant makes: its own labels, and those that somebody's rules are about. */
const POD_LABELS: readonly Readonly<Record<string, string>>[] = [
  {},
  { app: "support", version: "stable" },
  { istio: "ingressgateway" },
  { "k8s-app": "kube-dns" },
  { app: "istiod" },
];

const PORTS: readonly Pick<Question, "protocol" | "port">[] = [
  ...[53, 80, 443, 8000, 8080, 15_012, 15_020, 15_090, 22, 5432].map((port) => ({ protocol: "TCP" as const, port })),
  { protocol: "UDP", port: 53 },
  { protocol: "SCTP", port: 8000 },
];

/** Ordered pairs of tenants in each region, a newcomer included that is everywhere: n tenants are n × (n − 1). */
const PAIRS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  dev: { "us-central1": 2 },
  prod: { "us-central1": 2, "europe-west4": 6, "asia-southeast1": 2 },
  local: { "us-central1": 6 },
};

describe("isolation, by an engine that we did not write", function () {
  this.timeout(180_000);

  for (const [stack, pairs] of Object.entries(PAIRS)) {
    it(`finds no flow between any two tenants of ${stack}, nor with a newcomer`, async () => {
      const { resources, proofs } = await reportOn(withNewcomer(environmentOf(stack)), { stack });
      const seen: Record<string, number> = {};
      for (const [region, objects] of objectsByRegion(resources)) {
        const questions = betweenTenants(objects);
        const allowed = await askCyclonus(ofKind(objects, "NetworkPolicy"), questions);
        assert.equal(allowed.length, questions.length);
        assert.deepEqual(
          questions.filter((_, index) => allowed[index]),
          [],
        );
        seen[region] = pairsOf(questions);
        assert.equal(questions.length, seen[region] * POD_LABELS.length ** 2 * PORTS.length);
        console.log(`      ${region}: ${questions.length} questions, ${seen[region]} pairs of tenants, 0 flows`);
      }
      assert.deepEqual(seen, pairs);
      assert.deepEqual(Object.fromEntries(proofs.isolation.regions.map((one) => [one.region, one.pairs])), pairs);
    });
  }

  it("would find every flow between two tenants without policies", async () => {
    const { resources } = await reportOn(environmentOf("local"), { stack: "local" });
    const objects = objectsByRegion(resources).get("us-central1") ?? [];
    const questions = betweenTenants(objects);
    const platforms = ofKind(objects, "NetworkPolicy").filter(({ metadata }) => metadata.namespace === "agno-system");
    const allowed = await askCyclonus(platforms, questions);
    assert.equal(allowed.filter((one) => one).length, 2 * POD_LABELS.length ** 2 * PORTS.length);
  });

  it("agrees with ours on random policies", async () => {
    const samples = fc.sample(fc.tuple(fc.array(randomPolicy, { maxLength: 5 }), randomQuestions), {
      numRuns: 150,
      seed: 1,
    });
    let asked = 0;
    for (const [policies, questions] of samples) {
      const theirs = await askCyclonus(policies, questions);
      const ours = questions.map((question) => weSay(policies, question));
      assert.deepEqual(ours, theirs, JSON.stringify({ policies, questions }, null, 1));
      asked += questions.length;
    }
    console.log(`      ${asked} flows of ${samples.length} random sets of policies: the same answer`);
  });
});

/** A stack with one tenant more, so that in no region a tenant is alone. */
function withNewcomer(environment: Environment): Environment {
  const regions = environment.regions.map(({ name }) => name);
  const newcomer = { ...environment.tenants[0]!, id: "newcomer", regions, confined: false };
  return { ...environment, tenants: [...environment.tenants, newcomer] };
}

function pairsOf(questions: readonly Question[]): number {
  const ends = questions.map(({ source, destination }) => `${source.namespace ?? ""} ${destination.namespace ?? ""}`);
  return new Set(ends).size;
}

/** Every ordered pair of tenants, with pods of every labels and on every port. */
function betweenTenants(objects: readonly KubernetesObject[]): readonly Question[] {
  const tenants = ofKind(objects, "Namespace").filter(({ metadata }) => metadata.labels?.["tenant-id"] !== undefined);
  const pods = tenants.flatMap(({ metadata }, index) =>
    POD_LABELS.map((podLabels, pod): End => {
      const namespaceLabels = { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name };
      return { ip: `10.4.${index}.${pod + 1}`, namespace: metadata.name, namespaceLabels, podLabels };
    }),
  );
  return pods.flatMap((source) =>
    pods
      .filter(({ namespace }) => namespace !== source.namespace)
      .flatMap((destination) => PORTS.map((port) => ({ source, destination, ...port }))),
  );
}

const label = fc.constantFrom({}, { app: "a" }, { app: "b" });
const namespace = fc.constantFrom("n", "m");
const selector = label.map((matchLabels) => ({ matchLabels }));
const peer = fc.oneof(
  selector.map((podSelector) => ({ podSelector })),
  fc.record({ namespaceSelector: namespace.map(named), podSelector: selector }),
  namespace.map((name) => ({ namespaceSelector: named(name) })),
  fc.constantFrom({ ipBlock: { cidr: "10.0.0.0/8" } }, { ipBlock: { cidr: "0.0.0.0/0", except: ["10.1.0.0/16"] } }),
);
const port = fc.record(
  { protocol: fc.constantFrom("TCP", "UDP"), port: fc.constantFrom(80, 443), endPort: fc.constantFrom(443, 500) },
  { requiredKeys: ["protocol", "port"] },
);
const rule = (end: "from" | "to") =>
  fc.record({ [end]: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) }, { requiredKeys: [] });
const randomPolicy: fc.Arbitrary<KubernetesObject> = fc.record({
  apiVersion: fc.constant("networking.k8s.io/v1"),
  kind: fc.constant("NetworkPolicy"),
  metadata: fc.record({ name: fc.uuid(), namespace }),
  spec: fc.record({
    podSelector: selector,
    policyTypes: fc.subarray(["Ingress", "Egress"], { minLength: 1 }),
    ingress: fc.array(rule("from"), { maxLength: 2 }),
    egress: fc.array(rule("to"), { maxLength: 2 }),
  }),
});
const end: fc.Arbitrary<End> = fc.oneof(
  fc.record({ namespace, podLabels: label, ip: fc.constantFrom("10.0.0.1", "10.1.0.1") }).map((pod) => ({
    ...pod,
    namespaceLabels: named(pod.namespace).matchLabels,
  })),
  fc.constant({ ip: "203.0.113.7" }),
);
const randomQuestions = fc.array(
  fc.record({
    source: end,
    destination: end,
    protocol: fc.constantFrom("TCP" as const, "UDP" as const),
    port: fc.constantFrom(80, 300, 443, 500),
  }),
  { minLength: 20, maxLength: 20 },
);

function named(name: string) {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}

function weSay(policies: readonly KubernetesObject[], { source, destination, protocol, port }: Question): boolean {
  const party = ({ ip, namespace, podLabels = {} }: End) =>
    namespace === undefined
      ? { name: ip, range: `${ip}/32` }
      : { name: ip, namespace, labels: podLabels, range: `${ip}/32` };
  return new NetworkPolicies(policies)
    .between(party(source), party(destination))
    .some((ports) => ports.protocol === protocol && ports.from <= port && port <= ports.to);
}
