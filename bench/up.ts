/**
 * `npm run bench:up`: `pulumi up` of 20 tenants with three agents each beside `kubectl apply --server-side` of the same
 * manifests on the same API server. A second up leaves the state file alone until its end (PULUMI_SKIP_CHECKPOINTS,
 * which no real update should do): the difference is what the state costs.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodesOfRegion } from "../components/cluster/nodes";
import { loadEnvironment } from "../config/load";
import { isDefinition, kindOf } from "../emulator/kubernetes/kind";
import { fromProgram } from "../emulator/kubernetes/normal";
import { reportOn } from "../preview/report";
import { type KubernetesObject, objectsByRegion } from "../proofs/objects";
import { readKubeconfig } from "../sandbox/cluster/api";
import { startCluster } from "../sandbox/cluster/cluster";
import { installDefinitions } from "../sandbox/cluster/definitions";
import { openRunFolder } from "../sandbox/cluster/run-folder";
import { Engine } from "../sandbox/engine/engine";
import { projectIn } from "../sandbox/engine/project";
import { tools } from "../tools/tools";
import { stackWithTenants } from "./stack-with-tenants";

const STACK = "bench";
const SIZE = { tenants: 20, agentsEach: 3, regions: ["us-central1"], settings: ["agno:clusters: kubeconfig"] };

/** What others are in or are of comes first, as anybody would apply it. */
function isFirst(object: KubernetesObject): boolean {
  const kind = kindOf(object);
  return object.kind === "Namespace" || (kind !== undefined && isDefinition(kind));
}

async function main(directory: string): Promise<void> {
  const { pulumi, kubectl } = await tools(["pulumi", "kubectl"]);
  const project = projectIn(join(directory, "project"));
  writeFileSync(join(project, `Pulumi.${STACK}.yaml`), stackWithTenants(SIZE));
  const environment = loadEnvironment({ directory: project, stack: STACK });
  const { resources } = await reportOn(environment, { stack: STACK });
  const objects = [...objectsByRegion(resources).values()].flat();
  const [first, rest] = [join(directory, "first.json"), join(directory, "rest.json")];
  const listOf = (items: readonly KubernetesObject[]) =>
    JSON.stringify({ apiVersion: "v1", kind: "List", items: items.map(fromProgram) });
  writeFileSync(first, listOf(objects.filter(isFirst)));
  writeFileSync(rest, listOf(objects.filter((object) => !isFirst(object))));

  // Twenty of each pool hold two replicas of every agent.
  const nodes = environment.regions.flatMap((region) => nodesOfRegion(region, () => 20));
  const cluster = await startCluster({ name: "us-central1", directory: join(directory, "cluster"), nodes });
  await installDefinitions(readKubeconfig(cluster.kubeconfig));
  const engine = new Engine({
    ...{ directory: join(directory, "engine"), pulumi, project, commands: { kubectl } },
    environment: { KUBECONFIG: cluster.kubeconfig },
  });
  const seconds = async (lines: string, variables: Readonly<Record<string, string>> = {}) => {
    process.stderr.write(`${lines.split("\n")[0] ?? ""} …\n`);
    const began = performance.now();
    const { status, stdout, stderr } = await engine.shell(lines, variables).result;
    if (status !== 0) throw new Error(`${lines}:\n${stdout}${stderr}`);
    return (performance.now() - began) / 1000;
  };
  const apply = "kubectl apply --server-side --field-manager=bench -f";
  const up = `pulumi up -s ${STACK} --yes --skip-preview --non-interactive`;
  const destroy = `pulumi destroy -s ${STACK} --yes --skip-preview --non-interactive`;

  await seconds(`pulumi stack init ${STACK} --non-interactive`);
  const applied = await seconds(`${apply} ${first}\n${apply} ${rest}`);
  await seconds(`kubectl delete --ignore-not-found -f ${rest}\nkubectl delete -f ${first}`);
  const ups = await seconds(up);
  await seconds(destroy);
  const unsaved = await seconds(up, { PULUMI_SKIP_CHECKPOINTS: "true" });
  const told = (name: string, time: number) =>
    `${name}: ${time.toFixed(1)} s, ${((time / objects.length) * 1000).toFixed(1)} ms an object, ${(time / applied).toFixed(2)} ×`;
  console.log(`${objects.length} objects of ${SIZE.tenants} tenants × ${SIZE.agentsEach} agents (at most 1.5 ×)`);
  console.log(told("kubectl apply --server-side", applied));
  console.log(told("pulumi up", ups));
  console.log(told("pulumi up that saves its state once", unsaved));
  engine.close();
  await cluster.stop();
}

const folder = openRunFolder();
void main(folder.path).finally(() => {
  folder.close();
});
