/** The AgnoAgent definition on a real API server: what it takes, refuses, fills in, shows and scales. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { agentOf } from "../../../components/agent/settings";
import { agentDefinition } from "../../../components/platform/agent-resource";
import { fromProgram } from "../../../emulator/kubernetes/normal";
import { type Answer, type ApiOptions, apply, ask, create, read, remove } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import { tools } from "../../../tools/tools";
import { withCluster } from "../cluster/with-cluster";
import {
  type AgnoAgent,
  FULL,
  IMAGE,
  NAME_MESSAGE,
  NEXT_IMAGE,
  RIGHT,
  WRONG,
  WRONG_NAMES,
  agnoAgent,
  fullWith,
} from "./agents";

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const AGENTS = "/apis/ai.company.com/v1/namespaces/default/agnoagents";

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message: string;
}

interface Definition {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

interface Seen extends AgnoAgent {
  readonly status?: Readonly<Record<string, unknown>>;
}

describe("AgnoAgent on a real API server", () => {
  const current = withCluster("agent-resource", []);
  let api: ApiOptions;
  let kubectlPath: string;

  before(async () => {
    api = current().api;
    kubectlPath = (await tools(["kubectl"])).kubectl;
    await create(api, `${DEFINITIONS}?fieldValidation=Strict`, fromProgram(agentDefinition()));
    await until({ what: "the kind is served" }, async () => {
      const { status } = await definition();
      const isServed = status?.conditions?.some(({ type, status }) => type === "Established" && status === "True");
      return isServed ? true : undefined;
    });
  });

  afterEach(() => remove(api, AGENTS));

  const definition = () => read<Definition>(api, `${DEFINITIONS}/agnoagents.ai.company.com`);
  const send = (object: unknown) => ask(api, "POST", `${AGENTS}?fieldValidation=Strict`, object);
  const update = (object: unknown) =>
    ask(api, "PATCH", `${AGENTS}/support?fieldManager=test&fieldValidation=Strict`, object);
  const kubectl = async (...words: readonly string[]) =>
    (await promisify(execFile)(kubectlPath, ["--kubeconfig", current().cluster.kubeconfig, ...words])).stdout;

  it("is structural, and its names are accepted", async () => {
    const { status } = await definition();
    const conditions = Object.fromEntries((status?.conditions ?? []).map((one) => [one.type, one.status]));
    assert.deepEqual(conditions, { NamesAccepted: "True", Established: "True" });
  });

  for (const [what, spec, name] of RIGHT) {
    it(`takes ${what}`, async () => {
      const { status, body } = await send(agnoAgent(spec, name));
      assert.equal(status, 201, body);
    });
  }

  for (const [index, [path, value, message]] of WRONG.entries()) {
    it(`refuses ${index + 1}: ${path} ${shortOf(value)}`, async () => {
      assertRefused(await send(agnoAgent(fullWith(path, value))), message);
    });
  }

  for (const [what, name] of WRONG_NAMES) {
    it(`refuses a name ${what}`, async () => {
      assertRefused(await send(agnoAgent({ modelName: "m" }, name)), NAME_MESSAGE);
    });
  }

  it("has 60 wrong ones to refuse and 20 right ones to take", () => {
    assert.ok(WRONG.length + WRONG_NAMES.length >= 60 && RIGHT.length >= 20);
  });

  it("drops an unknown field where nobody asks to be told", async () => {
    const { spec } = await create<Seen>(api, AGENTS, agnoAgent({ modelName: "m", modle: "n" }));
    assert.equal(spec.modle, undefined);
  });

  it("fills in what a stack file's agent would have", async () => {
    const { spec } = await create<Seen>(api, AGENTS, agnoAgent({ modelName: "m" }));
    const nothingElse = { image: IMAGE, priority: "normal", gpusOf: () => 0 } as const;
    const { tools, pool, spot, resources, scaling } = agentOf("support", { modelName: "m" }, nothingElse);
    // Of the most replicas, a quota decides.
    const known = Object.fromEntries(Object.entries(scaling).filter(([name]) => name !== "maxReplicas"));
    assert.deepEqual(spec, { modelName: "m", tools, pool, spot, resources, scaling: known });
  });

  it("fills in what is left out beside what is said", async () => {
    const spec = { modelName: "m", scaling: { targetCPU: 50 }, canary: { image: NEXT_IMAGE } };
    const made = await create<Seen>(api, AGENTS, agnoAgent(spec));
    assert.deepEqual(made.spec.canary, { image: NEXT_IMAGE, weight: 10 });
    assert.deepEqual(made.spec.scaling, {
      minReplicas: 2,
      targetCPU: 50,
      targetMemory: 80,
      customMetrics: [{ name: "agno_pending_requests", target: 30 }],
    });
  });

  it("refuses another image while a canary runs, and takes it as that ends", async () => {
    const taken = async (spec: Readonly<Record<string, unknown>>) => {
      const { status, body } = await update(agnoAgent(spec));
      assert.ok(status < 300, body);
    };
    const refused = async (spec: Readonly<Record<string, unknown>>) => {
      assertRefused(await update(agnoAgent(spec)), /image must not change while a canary runs; take the canary away/);
    };
    await taken(FULL);
    await refused(fullWith("image", `support@sha256:${"c".repeat(64)}`));
    await refused(fullWith("image", undefined));
    await taken(fullWith("canary.weight", 20));
    await taken({ ...FULL, image: NEXT_IMAGE, canary: undefined });
    await taken(fullWith("canary", undefined));
  });

  it("is scaled by kubectl within its bounds", async () => {
    await create(api, AGENTS, agnoAgent(FULL));
    assert.match(await kubectl("scale", "aa", "support", "--replicas=7"), /support scaled/);
    assert.equal((await read<Seen>(api, `${AGENTS}/support`)).spec.replicas, 7);
    await assert.rejects(kubectl("scale", "aa", "support", "--replicas=31"), /replicas are more than scaling.max/);
    await assert.rejects(kubectl("scale", "aa", "support", "--replicas=2"), /replicas are fewer than scaling.min/);
    assert.equal((await read<Seen>(api, `${AGENTS}/support`)).spec.replicas, 7);
  });

  it("is scaled by kubectl also where it does not say its replicas", async () => {
    await create(api, AGENTS, agnoAgent({ modelName: "m" }));
    assert.match(await kubectl("scale", "aa", "support", "--replicas=4"), /support scaled/);
    assert.equal((await read<Seen>(api, `${AGENTS}/support`)).spec.replicas, 4);
  });

  const STATUS = {
    phase: "Running",
    replicas: 3,
    readyReplicas: 2,
    selector: "app=support",
    observedGeneration: 1,
    conditions: [
      {
        type: "Ready",
        status: "True",
        reason: "ReplicasReady",
        message: "",
        lastTransitionTime: "2026-11-24T12:00:00Z",
        observedGeneration: 1,
      },
    ],
  };
  const withStatus = (status: object) => ({ ...agnoAgent(FULL), status });
  const report = (status: object) =>
    apply<Seen>(api, `${AGENTS}/support/status`, { ...withStatus(status), spec: undefined }, "operator");

  it("has a status of its own: neither is written with the other", async () => {
    const made = await create<Seen>(api, AGENTS, withStatus(STATUS));
    assert.equal(made.status, undefined);
    const reported = await apply<Seen>(
      api,
      `${AGENTS}/support/status`,
      { ...withStatus(STATUS), spec: { modelName: "other" } },
      "operator",
    );
    assert.deepEqual([reported.status, reported.spec.modelName], [STATUS, "gpt-5-mini"]);
  });

  it("tells an autoscaler how many there are and which pods are its own", async () => {
    await create(api, AGENTS, agnoAgent(FULL));
    await report(STATUS);
    const scale = await read<Pick<Seen, "spec" | "status">>(api, `${AGENTS}/support/scale`);
    assert.deepEqual([scale.spec, scale.status], [{ replicas: 3 }, { replicas: 3, selector: "app=support" }]);
  });

  it("keeps one condition of each type", async () => {
    await create(api, AGENTS, agnoAgent(FULL));
    const twice = [...STATUS.conditions, ...STATUS.conditions];
    await assert.rejects(report({ ...STATUS, conditions: twice }), /status.conditions: duplicate entries for key/);
  });

  const wrongStatus = [
    ["phase", { phase: "Fine" }, /status.phase: Unsupported value/],
    [
      "time",
      { conditions: [{ ...STATUS.conditions[0], lastTransitionTime: "yesterday" }] },
      /must be of type date-time/,
    ],
    [
      "condition without a reason",
      { conditions: [{ ...STATUS.conditions[0], reason: undefined }] },
      /reason: Required/,
    ],
  ] as const;
  for (const [what, status, message] of wrongStatus) {
    it(`refuses a status with a wrong ${what}`, async () => {
      await create(api, AGENTS, agnoAgent(FULL));
      await assert.rejects(report({ ...STATUS, ...status }), message);
    });
  }

  it("shows what people ask first", async () => {
    await create(api, AGENTS, agnoAgent(FULL));
    await report(STATUS);
    const [head, row] = (await kubectl("get", "aa")).trim().split("\n");
    const cells = (line = "") => line.split(/\s+/).slice(0, 8);
    assert.deepEqual(cells(head), ["NAME", "MODEL", "POOL", "READY", "DESIRED", "MIN", "MAX", "PHASE"]);
    assert.deepEqual(cells(row), ["support", "gpt-5-mini", "gpu", "2", "3", "3", "30", "Running"]);
    assert.match(await kubectl("get", "all"), /agnoagent\.ai\.company\.com\/support/);
  });

  it("explains its fields", async () => {
    assert.match(await kubectl("explain", "aa.spec.scaling.minReplicas"), /Replicas at least, in each region/);
  });
});

function assertRefused({ status, body }: Answer, message: RegExp): void {
  assert.ok([400, 422].includes(status), `${status}: ${body}`);
  assert.match((JSON.parse(body) as { message: string }).message, message);
}

function shortOf(value: unknown): string {
  return value === undefined ? "left out" : JSON.stringify(value).slice(0, 60);
}
