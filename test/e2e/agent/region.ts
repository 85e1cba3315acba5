/** A region with tenants and agents, as its preview says, in a real cluster. */
import { type NodeObject, nodesOfRegion } from "../../../components/cluster/nodes";
import { type Environment, heldRegions } from "../../../config/environment";
import { fromProgram } from "../../../emulator/kubernetes/normal";
import { type Report, reportOn } from "../../../preview/report";
import { type KubernetesObject, objectsByRegion, ofKind } from "../../../proofs/objects";
import { type ApiOptions, apply, ask, read } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import { Paths } from "../attacks/grounds";
import { forEach } from "../attacks/requests";
import { INJECTION } from "./injection";

/** As many nodes of each pool of the environment's only region. */
export function nodesOfEach(environment: Environment, count: number): readonly NodeObject[] {
  return heldRegions(environment).flatMap((region) => nodesOfRegion(region, () => count));
}

/** What others hang on comes first, and pods last: once everything that judges them is in force. */
const STEPS: readonly ((object: KubernetesObject) => boolean)[] = [
  ({ kind }) => kind === "CustomResourceDefinition" || kind === "Namespace",
  ({ kind }) => kind !== "Deployment" && kind !== "HorizontalPodAutoscaler",
  ({ kind }) => kind === "Deployment",
  () => true,
];

/** Puts everything of a region of the environment, the first where none is said, into the cluster, with a sidecar in every pod. */
export async function furnish(
  api: ApiOptions,
  environment: Environment,
  region = environment.regions[0]?.name ?? "",
): Promise<Report> {
  const report = await reportOn(environment, { stack: "test" });
  let left: readonly KubernetesObject[] = [...(objectsByRegion(report.resources).get(region) ?? []), ...INJECTION];
  for (const [number, isOf] of STEPS.entries()) {
    const now = left.filter(isOf);
    left = left.filter((object) => !isOf(object));
    // The kinds of the step before are known by now.
    const paths = new Paths(api);
    await forEach(now, async (object) => apply(api, await paths.of(object), fromProgram(object), "agno"));
    if (number === 1) await inForce(api, agentsIn(left));
  }
  return report;
}

function agentsIn(objects: readonly KubernetesObject[]): readonly Deployment[] {
  return ofKind<Deployment>(objects, "Deployment").filter(
    ({ metadata }) => metadata.labels?.["tenant-id"] !== undefined,
  );
}

interface Deployment extends KubernetesObject {
  readonly kind: "Deployment";
  readonly spec: {
    readonly template: {
      readonly metadata: object;
      readonly spec: { readonly containers: readonly [{ readonly image: string }] };
    };
  };
}

interface Quota {
  readonly status: { readonly used?: object };
}

/** Waits until what these Deployments make is counted, gets a sidecar, and is refused where its image has no digest. */
async function inForce(api: ApiOptions, deployments: readonly Deployment[]): Promise<void> {
  for (const { metadata, spec } of deployments) {
    const namespace = `/api/v1/namespaces/${metadata.namespace ?? ""}`;
    const { template } = spec;
    const lawful = { metadata: { ...template.metadata, name: "probe" }, spec: template.spec };
    const containers = [{ ...template.spec.containers[0], image: "registry.example/agent:latest" }];
    const without = { ...lawful, spec: { ...template.spec, containers } };
    const answerTo = async (pod: object) => (await ask(api, "POST", `${namespace}/pods?dryRun=All`, pod)).body;
    await until({ what: `${metadata.name} could run` }, async () => {
      const { items } = await read<{ items: readonly Quota[] }>(api, `${namespace}/resourcequotas`);
      const answers = [await answerTo(without), await answerTo(lawful)] as const;
      const judged = answers[0].includes("agno-images") && answers[1].includes('"name":"istio-proxy"');
      if (!judged || items.some(({ status }) => status.used === undefined)) throw new Error(answers.join("\n"));
      return true;
    });
  }
}
