import assert from "node:assert/strict";
import { load, problemsOf, stackFile } from "./load-text";

describe("an environment", () => {
  it("has the reference's figures where the file says nothing", () => {
    const { regions, ...environment } = load(stackFile("us-east1: { slot: 4 }"));
    assert.deepEqual(environment, {
      name: "test",
      scope: "all",
      clusters: "google",
      project: "acme-agents",
      releaseChannel: "REGULAR",
      deletionProtection: true,
      domain: "",
      routing: { policy: "weighted", primary: "" },
      tenants: [],
      budgets: [],
      assumptions: { load: 0.3, natGiBPerNodeHour: 0.1 },
    });
    const [{ pools, ...region }] = regions as [(typeof regions)[number]];
    assert.deepEqual(region, {
      name: "us-east1",
      slot: 4,
      podsPerNode: 110,
      context: "",
      weight: 100,
      maintenance: { days: ["SA", "SU"], start: "02:00", hours: 6, exclusions: {} },
    });
    const figures = Object.entries(pools).map(([name, { machineType, min, max, spotShare, gpus }]) => [
      ...[name, machineType, min, max, spotShare, gpus],
    ]);
    assert.deepEqual(figures, [
      ["cpu", "n1-standard-4", 2, 100, 0.7, 0],
      ["gpu", "n1-standard-4", 0, 20, 0.7, 1],
      ["memory", "n1-highmem-8", 1, 50, 0.7, 0],
      ["system", "e2-standard-4", 2, 6, 0, 0],
    ]);
  });

  it("lets a region inherit setting by setting", () => {
    const settings = "  agno:pools: { cpu: { min: 3, max: 30 } }\n  agno:maintenance: { start: '04:00', hours: 8 }\n";
    const regions =
      "us-east1: { slot: 0, pools: { cpu: { max: 9 } }, maintenance: { hours: 12 } }\n    us-west1: { slot: 1 }";
    const [east, west] = load(stackFile(regions, settings)).regions;
    assert.deepEqual([east?.pools.cpu?.min, east?.pools.cpu?.max], [3, 9]);
    assert.deepEqual([west?.pools.cpu?.min, west?.pools.cpu?.max], [3, 30]);
    assert.deepEqual([east?.maintenance.start, east?.maintenance.hours], ["04:00", 12]);
    assert.deepEqual([west?.maintenance.start, west?.maintenance.hours], ["04:00", 8]);
  });

  it("adds a pool of its own name with sensible figures", () => {
    const settings = '  agno:pools: { batch: { max: 10, taints: { "example.com/batch": "true:NoSchedule" } } }\n';
    assert.deepEqual(load(stackFile("us-east1: { slot: 0 }", settings)).regions[0]?.pools.batch, {
      machineType: "n1-standard-4",
      min: 0,
      max: 10,
      spotShare: 0.7,
      gpus: 0,
      labels: { "workload-type": "batch-agents" },
      taints: [{ key: "example.com/batch", value: "true", effect: "NoSchedule" }],
    });
  });

  it("takes a name that every object has for a pool", () => {
    const { pools } =
      load(stackFile("us-east1: { slot: 0 }", "  agno:pools: { constructor: { max: 3 } }\n")).regions[0] ?? {};
    const { machineType, max } = pools?.constructor as unknown as { machineType: string; max: number };
    assert.deepEqual([machineType, max], ["n1-standard-4", 3]);
  });

  it("may be in clusters of the kubeconfig, one by its current context or several by their names", () => {
    const local = "  agno:clusters: kubeconfig\n";
    const contexts = (regions: string) => load(stackFile(regions, local)).regions.map(({ context }) => context);
    assert.deepEqual(contexts("us-east1: { slot: 0 }"), [""]);
    assert.deepEqual(contexts("us-east1: { slot: 0, context: a }"), ["a"]);
    assert.deepEqual(contexts("us-east1: { slot: 0, context: a }\n    us-west1: { slot: 1, context: b }"), ["a", "b"]);
  });

  it("cannot be changed by whoever reads it", () => {
    const { regions } = load(stackFile("us-east1: { slot: 0 }"));
    assert.throws(() => Object.assign(regions[0]?.pools.cpu ?? {}, { max: 1 }), TypeError);
  });

  it("is read from its own file by a stack that holds a part of it", () => {
    const beside = { prod: stackFile("us-east1: { slot: 2 }\n    us-west1: { slot: 3 }") };
    const narrowed = "config:\n  agno:environment: prod\n  agno:scope: us-west1\n";
    const { name, scope, project, regions } = load(narrowed, { beside });
    assert.deepEqual([name, scope, project], ["prod", "us-west1", "acme-agents"]);
    assert.deepEqual(
      regions.map((region) => region.slot),
      [2, 3],
    );
  });

  it("is cut as the command asks, whatever the file says", () => {
    const beside = { prod: stackFile("us-east1: { slot: 2 }\n    us-west1: { slot: 3 }") };
    const narrowed = "config:\n  agno:environment: prod\n  agno:scope: us-west1\n";
    assert.equal(load(narrowed, { beside, scope: "us-east1" }).scope, "us-east1");
    assert.equal(load(beside.prod, { scope: "global" }).scope, "global");
  });

  const prod = { prod: stackFile("us-east1: { slot: 2 }") };
  const narrowed: readonly (readonly [string, string, string])[] = [
    [
      "names an environment that is not there",
      "config:\n  agno:environment: prdo\n  agno:scope: global\n",
      'Pulumi.test.yaml:2:21 agno:environment: Pulumi.prdo.yaml: no such stack file; stacks here: prod, test; did you mean "prod"?',
    ],
    [
      "asks for a region that the environment does not have",
      "config:\n  agno:environment: prod\n  agno:scope: us-west1\n",
      'Pulumi.test.yaml:3:15 agno:scope: "us-west1" is no part of this environment; allowed is one of all, global, us-east1; did you mean "us-east1"?',
    ],
    [
      "names a part of another",
      "config:\n  agno:environment: test\n  agno:scope: global\n",
      'Pulumi.test.yaml:2:21 agno:environment: "test" is itself a part of an environment; allowed is a whole one',
    ],
    [
      "names what is no name",
      "config:\n  agno:environment: ../prod\n  agno:scope: global\n",
      'Pulumi.test.yaml:2:21 agno:environment: prod.yaml: "../prod" names no stack; allowed are up to 63 small letters, digits, - and _',
    ],
    [
      "asks for all of it",
      "config:\n  agno:environment: prod\n  agno:scope: all\n",
      'Pulumi.test.yaml:3:15 agno:scope: "all" is no part of an environment; allowed is global, or the name of one region',
    ],
    [
      "says itself what the environment's file must say",
      "config:\n  agno:environment: prod\n  agno:scope: us-east1\n  gcp:project: acme-other\n",
      "Pulumi.test.yaml:4:3 gcp:project: no such setting; allowed are agno:environment, agno:scope, pulumi:disable-default-providers, pulumi:tags",
    ],
  ];
  for (const [what, text, expected] of narrowed) {
    it(`is refused to a part that ${what}`, () => {
      assert.deepEqual(problemsOf(text, { beside: prod }), [expected]);
    });
  }
});
