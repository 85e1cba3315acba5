/**
 * Google as the provider plugin meets it: resources that outlive an update, refer to each other, and can neither be
 * made twice nor be taken away while others use them.
 */
import { fixedBetween, modelOf, wrongIn } from "../emulator";
import type { Answer, Properties, ProviderDefaults } from "../model";

/** A resource as it exists. */
export interface CloudResource {
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What the service answers instead of doing it. */
export class CloudError extends Error {
  override readonly name = "CloudError";

  /** @param status As HTTP has it: 400 for what it never takes, 404, 409. */
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface CloudOptions {
  /** Where the control plane of a cluster really answers, as host:port by location; others get an invented name. */
  readonly controlPlanes?: Readonly<Record<string, string>>;
}

export class Cloud {
  readonly #resources = new Map<string, CloudResource>();

  constructor(private readonly options: CloudOptions = {}) {}

  /** In the order in which they were made. */
  get resources(): readonly CloudResource[] {
    return [...this.#resources.values()];
  }

  create(type: string, inputs: Properties, defaults: ProviderDefaults): CloudResource {
    const model = modelOf(type);
    refuseWrong(type, inputs);
    const { id, outputs } = this.#answer(type, inputs, defaults);
    const existing = this.#resources.get(keyOf(type, id));
    if (existing !== undefined && model.idempotent !== true) throw new CloudError(409, `${id} already exists`);
    this.#refuseDangling(inputs);
    return existing ?? this.#keep({ type, id, inputs, outputs: { ...inputs, ...outputs } });
  }

  read(type: string, id: string): CloudResource | undefined {
    return this.#resources.get(keyOf(type, id));
  }

  update(type: string, id: string, inputs: Properties, defaults: ProviderDefaults): CloudResource {
    const existing = this.read(type, id);
    if (existing === undefined) throw new CloudError(404, `${id} was not found`);
    refuseWrong(type, inputs);
    this.#refuseDangling(inputs);
    const fixed = fixedBetween(type, existing.inputs, inputs);
    if (fixed.length > 0) throw new CloudError(400, `${fixed.join(", ")} of ${id} cannot be changed`);
    const { outputs } = this.#answer(type, inputs, defaults);
    return this.#keep({ type, id, inputs, outputs: { ...inputs, ...outputs } });
  }

  /** Takes it away; what is gone already stays gone. */
  delete(type: string, id: string): void {
    const existing = this.read(type, id);
    if (existing === undefined) return;
    if (existing.inputs.deletionProtection === true) throw new CloudError(400, `${id} has deletionProtection`);
    const user = this.resources.find((other) => other !== existing && referencesIn(other.inputs).includes(id));
    if (user !== undefined) throw new CloudError(400, `${id} is in use by ${user.id}`);
    this.#resources.delete(keyOf(type, id));
  }

  /** As if nothing had ever been there. */
  clear(): void {
    this.#resources.clear();
  }

  #answer(type: string, inputs: Properties, defaults: ProviderDefaults): Answer {
    const answer = modelOf(type).answer(inputs, defaults);
    const endpoint = type === CLUSTER ? this.options.controlPlanes?.[String(inputs.location)] : undefined;
    if (endpoint === undefined) return answer;
    const config = answer.outputs.controlPlaneEndpointsConfig as { readonly dnsEndpointConfig: Properties };
    const controlPlaneEndpointsConfig = { ...config, dnsEndpointConfig: { ...config.dnsEndpointConfig, endpoint } };
    return { ...answer, outputs: { ...answer.outputs, controlPlaneEndpointsConfig } };
  }

  #keep(resource: CloudResource): CloudResource {
    this.#resources.set(keyOf(resource.type, resource.id), resource);
    return resource;
  }

  #refuseDangling(inputs: Properties): void {
    const ids = new Set(this.resources.map(({ id }) => id));
    const missing = referencesIn(inputs).find((reference) => !ids.has(reference));
    if (missing !== undefined) throw new CloudError(404, `${missing} was not found`);
  }
}

const CLUSTER = "gcp:container/cluster:Cluster";

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

function refuseWrong(type: string, inputs: Properties): void {
  const wrong = wrongIn(type, inputs);
  if (wrong !== "") throw new CloudError(400, wrong);
}

/** The ids of the resources that the inputs name: by id, or by the link that Compute Engine gives out. */
function referencesIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    const id = /^(?:https:\/\/www\.googleapis\.com\/compute\/v1\/)?(projects\/[^/]+\/.+)$/.exec(value)?.[1];
    return id === undefined ? [] : [id];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(referencesIn);
}
