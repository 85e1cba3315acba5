/**
 * Stands in for the kubernetes plugin, which cannot be had from package registries: it does at a real API server what
 * the real plugin does, and refuses what it does not know to do. README.md says where it differs.
 */
import type { Properties } from "../model";
import type { CheckFailure, Difference, Existing, Found, Made, Provider, Subject, Wanted } from "../plugin/provider";
import { completed, failuresOf } from "./check";
import type { Cluster } from "./cluster";
import { differenceOf, settingsDifference } from "./compare";
import { type Environment, link, type Link, reached } from "./link";
import { Making } from "./making";
import { metadataOf } from "./object";
import { kindOf } from "./kind";
import { Reading } from "./reading";
import { Removing } from "./removing";
import { Scopes } from "./scope";
import { inputsOf, objectOf } from "./state";
import { SETTLING, type Settling } from "./waits/wait";

export interface Surroundings {
  readonly environment: Environment;
  /** Where words for a person go. */
  readonly say?: (line: string) => Promise<void> | void;
  readonly settling?: Settling;
  /** The first pause before something is tried again that another resource may still bring. */
  readonly firstPauseMs?: number;
}

export class KubernetesProvider implements Provider {
  readonly #surroundings: Required<Surroundings>;
  readonly #scopes = new Scopes();
  #link: Link | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = { say: () => undefined, settling: SETTLING, firstPauseMs: 1000, ...surroundings };
  }

  async configure(said: Properties): Promise<void> {
    this.close();
    this.#link = await link(said, this.#surroundings.environment);
    if (this.#link.unreachable !== undefined) {
      await this.#surroundings.say(`the Kubernetes cluster is unreachable: ${this.#link.unreachable}`);
    }
  }

  diffSettings(before: Properties, after: Properties): Difference {
    return settingsDifference(before, after, this.#surroundings.environment);
  }

  async check(
    subject: Subject,
    wanted: Properties,
    before: Properties | undefined,
  ): Promise<{ readonly inputs: Properties; readonly failures: readonly CheckFailure[] }> {
    const object = objectOf(wanted);
    const failures = failuresOf(subject.type, object);
    const kind = kindOf(object);
    if (failures.length > 0 || kind === undefined) return { inputs: wanted, failures };
    this.#scopes.announce(object);
    const { cluster, namespace } = this.#configured;
    const own = metadataOf(object).namespace;
    const isPlaced = (own !== undefined && own !== "") || !(await this.#scopes.isNamespaced(kind, cluster));
    const old = before && Object.keys(before).length > 0 ? objectOf(before) : undefined;
    return { inputs: inputsOf(completed(subject, object, old, isPlaced ? undefined : namespace)), failures };
  }

  async diff(wanted: Wanted): Promise<Difference> {
    const kind = kindOf(objectOf(wanted.wanted));
    if (kind === undefined) throw new Error(`${wanted.urn}: its apiVersion and kind are missing`);
    const { cluster, settings } = this.#configured;
    return differenceOf(wanted, await this.#scopes.isNamespaced(kind, cluster), settings.mutable);
  }

  async create(subject: Subject, inputs: Properties, preview: boolean): Promise<Made> {
    const { unreachable, cluster } = this.#configured;
    if (cluster !== undefined) return this.#making(cluster).create(subject, inputs, preview);
    if (preview) return { id: "", outputs: inputs };
    throw new Error(`the configured Kubernetes cluster is unreachable: ${unreachable ?? ""}`);
  }

  async update(wanted: Wanted, preview: boolean): Promise<Properties> {
    const { unreachable, cluster } = this.#configured;
    if (cluster !== undefined) return this.#making(cluster).update(wanted, preview);
    if (preview) return wanted.wanted;
    throw new Error(`the configured Kubernetes cluster is unreachable: ${unreachable ?? ""}`);
  }

  async read(existing: Existing): Promise<Found | undefined> {
    const cluster = this.#clusterOrGone();
    return cluster && new Reading(cluster, this.#surroundings.settling).read(existing);
  }

  async delete(existing: Existing): Promise<void> {
    const cluster = this.#clusterOrGone();
    if (cluster) await new Removing(cluster).remove(existing);
  }

  /** Ends what waits at the server; for a provider that no process ends. */
  close(): void {
    this.#link?.cluster?.close();
  }

  get #configured(): Link {
    if (this.#link === undefined) throw new Error("the provider was not configured");
    return this.#link;
  }

  #making(cluster: Cluster): Making {
    const { settling, firstPauseMs } = this.#surroundings;
    return new Making({ cluster, settings: this.#configured.settings, settling, firstPauseMs });
  }

  /** Undefined where all that was in a cluster counts as gone with it. */
  #clusterOrGone(): Cluster | undefined {
    const { cluster, settings } = this.#configured;
    return cluster === undefined && settings.deleteUnreachable ? undefined : reached(this.#configured);
  }
}
