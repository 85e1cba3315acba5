/** A cluster for the tests of one `describe`. */
import { join } from "node:path";
import { type ApiOptions, readKubeconfig } from "../../../sandbox/cluster/api";
import { type Cluster, type ClusterOptions, startCluster } from "../../../sandbox/cluster/cluster";
import { type NodeObject, nodesOfRegion } from "../../../components/cluster/nodes";
import { installDefinitions } from "../../../sandbox/cluster/definitions";
import { openRunFolder } from "../../../sandbox/cluster/run-folder";
import { environmentOf } from "../../program/stacks";

export interface UnderTest {
  readonly cluster: Cluster;
  /** The administrator's. */
  readonly api: ApiOptions;
}

/** The nodes of a stack's first region. */
export function nodesOfStack(stack: string): readonly NodeObject[] {
  const [region] = environmentOf(stack).regions;
  if (region === undefined) throw new Error(`stack ${stack} has no region`);
  return nodesOfRegion(region);
}

/**
 * Starts a cluster with others' kinds before the tests and ends it after them; where one failed, says where the logs are.
 *
 * @returns Gives the cluster, to be called within a test.
 */
export function withCluster(
  name: string,
  nodes: readonly NodeObject[],
  options: Pick<ClusterOptions, "services" | "autoscalerPeriod"> = {},
): () => UnderTest {
  let underTest: UnderTest | undefined;
  const folder = openRunFolder();
  let failed = false;
  before(async () => {
    // Where it does not come up, the end of the part's log is in the message; all of them are kept.
    failed = true;
    const cluster = await startCluster({ name, directory: join(folder.path, name), nodes, ...options });
    const api = readKubeconfig(cluster.kubeconfig);
    await installDefinitions(api);
    failed = false;
    underTest = { cluster, api };
  });
  afterEach(function () {
    failed ||= this.currentTest?.isFailed() ?? false;
  });
  after(async () => {
    await underTest?.cluster.stop();
    if (failed) console.log(`    logs of cluster ${name}: ${folder.keepLogs()}`);
    folder.close();
  });
  return () => {
    if (underTest === undefined) throw new Error(`cluster ${name} is not there yet`);
    return underTest;
  };
}
