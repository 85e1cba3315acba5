/** Drives the provider at a cluster of its own, one resource at a time, as the engine would. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cluster } from "../../../emulator/kubernetes/cluster";
import { Connection } from "../../../emulator/kubernetes/connection";
import { accessOf } from "../../../emulator/kubernetes/kubeconfig";
import { KubernetesProvider, type Surroundings } from "../../../emulator/kubernetes/provider";
import type { Properties } from "../../../emulator/model";
import type { Difference, Existing, Made } from "../../../emulator/plugin/provider";
import { type Cluster as RealCluster, startCluster } from "../../../sandbox/cluster/cluster";
import type { NodeObject } from "../../../components/cluster/nodes";

export interface World {
  readonly real: RealCluster;
  /** Past the provider, as somebody else would. */
  readonly direct: Cluster;
  stop(): Promise<void>;
}

export async function startWorld(name: string, nodes: readonly NodeObject[] = []): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "agno-e2e-kubernetes-"));
  const real = await startCluster({ name, directory, nodes });
  const choice = { kubeconfig: real.kubeconfig, context: undefined, cluster: undefined, namespace: undefined };
  const connection = new Connection(accessOf(choice, {}), {}, { qps: 1000, burst: 1000, timeoutMs: undefined });
  const stop = async () => {
    connection.close();
    await real.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { real, direct: new Cluster(connection), stop };
}

/** Waits that are as long as for real would make tests as long. */
const QUICK: Surroundings = { environment: {}, settling: { endpointsMs: 300, noEndpointsMs: 600 }, firstPauseMs: 100 };

export async function driverFor(settings: Properties, surroundings: Surroundings = QUICK): Promise<Driver> {
  const provider = new KubernetesProvider(surroundings);
  await provider.configure(settings);
  return new Driver(provider);
}

export class Driver {
  constructor(readonly provider: KubernetesProvider) {}

  /** The inputs after the check. */
  async check(type: string, name: string, wanted: Properties, before?: Properties): Promise<Properties> {
    const { inputs, failures } = await this.provider.check(subjectOf(type, name), wanted, before);
    assert.deepEqual(failures, []);
    return inputs;
  }

  async create(type: string, name: string, wanted: Properties): Promise<Existing> {
    const inputs = await this.check(type, name, wanted);
    const { id, outputs } = await this.provider.create(subjectOf(type, name), inputs, false);
    return { ...subjectOf(type, name), id, inputs, outputs };
  }

  async previewCreate(type: string, name: string, wanted: Properties): Promise<Made> {
    return this.provider.create(subjectOf(type, name), await this.check(type, name, wanted), true);
  }

  async diff(existing: Existing, wanted: Properties, ignoreChanges: readonly string[] = []): Promise<Difference> {
    const inputs = await this.check(existing.type, existing.name, wanted, existing.inputs);
    return this.provider.diff({ ...existing, wanted: inputs, ignoreChanges });
  }

  async update(existing: Existing, wanted: Properties, ignoreChanges: readonly string[] = []): Promise<Existing> {
    const inputs = await this.check(existing.type, existing.name, wanted, existing.inputs);
    const outputs = await this.provider.update({ ...existing, wanted: inputs, ignoreChanges }, false);
    return { ...existing, inputs, outputs };
  }

  async previewUpdate(existing: Existing, wanted: Properties): Promise<Properties> {
    const inputs = await this.check(existing.type, existing.name, wanted, existing.inputs);
    return this.provider.update({ ...existing, wanted: inputs, ignoreChanges: [] }, true);
  }

  /** As a refresh leaves it; undefined where it is gone. */
  async refresh(existing: Existing): Promise<Existing | undefined> {
    const found = await this.provider.read(existing);
    return found && { ...existing, ...found };
  }
}

export function subjectOf(type: string, name: string) {
  return { urn: `urn:pulumi:test::agno-platform::${type}::${name}`, type, name };
}

export const NAMESPACE = "kubernetes:core/v1:Namespace";
export const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

export function namespace(name?: string, labels?: Readonly<Record<string, string>>): Properties {
  return { apiVersion: "v1", kind: "Namespace", metadata: { ...(name && { name }), ...(labels && { labels }) } };
}

export function configMap(name: string, data: Readonly<Record<string, string>>, more: Properties = {}): Properties {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, ...more }, data };
}
