/**
 * The engine's side of a program: it takes registrations as the real resource monitor does, gives them the same URNs,
 * and lets the emulator answer. Unlike Pulumi's own mocks it keeps parents, dependencies and options, and names a
 * resource by all of its parents' types.
 */
import type * as proto from "@pulumi/pulumi/proto/resource_pb";
import { formerUrns, urnBelow } from "./aliases";
import { type Emulator, Refusal } from "./emulator";
import type { Answer, Properties, ProviderDefaults } from "./model";
import { fromWire } from "./wire";

/** A resource that a program registered or read. */
export interface RegisteredResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The parent's URN; empty for the stack itself. */
  readonly parent: string;
  /** Other URNs that it may be known by from before, as its aliases and its parents' say. */
  readonly formerUrns: readonly string[];
  readonly custom: boolean;
  /** What the cloud knows it by; empty for a component. */
  readonly id: string;
  /** URN and id of the provider that it was made with, as the engine writes them; empty for a component. */
  readonly provider: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** URNs, sorted. */
  readonly dependencies: readonly string[];
  /** By property: the URNs of what its value is made of, sorted. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: {
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly ignoreChanges: readonly string[];
  };
}

export interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  readonly emulator: Emulator;
  /** The outputs of another stack by its full name; undefined where there is no such stack. */
  readonly stackOutputs?: (name: string) => Properties | undefined;
  /** Called for each resource, to show progress. */
  readonly onResource?: (count: number) => void;
}

/** What the engine answers for a resource. */
export interface Registered extends Answer {
  readonly urn: string;
}

const STACK_REFERENCE = "pulumi:pulumi:StackReference";
const PROVIDER = "pulumi:providers:";

export class Monitor {
  readonly #resources = new Map<string, RegisteredResource>();
  readonly #providers = new Map<string, ProviderDefaults>();
  readonly #refusals: string[] = [];

  constructor(private readonly options: MonitorOptions) {}

  /** In the order of their URNs. */
  get resources(): readonly RegisteredResource[] {
    return [...this.#resources.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  }

  /** What the cloud would not take, one line each. The program got the inputs back and went on, to find them all. */
  get refusals(): readonly string[] {
    return this.#refusals;
  }

  supports(feature: string): boolean {
    return SUPPORTED.includes(feature);
  }

  register(request: proto.RegisterResourceRequest): Registered {
    const urn = this.#urnOf(request);
    const inputs = fromWire(request.getObject());
    const answer = this.#answer(urn, request, inputs);
    this.#record({
      ...describe(urn, request),
      formerUrns: this.#formerUrnsOf(urn, request),
      propertyDependencies: propertyDependenciesOf(request),
      custom: request.getCustom(),
      id: answer.id,
      provider: request.getProvider(),
      inputs,
      outputs: answer.outputs,
      options: {
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        deleteBeforeReplace: request.getDeletebeforereplace(),
        ignoreChanges: request.getIgnorechangesList(),
      },
    });
    return { urn, ...answer };
  }

  /** Reads what is there already. Of that, programs here know only other stacks; undefined where there is none. */
  read(request: proto.ReadResourceRequest): Registered | undefined {
    const id = request.getId();
    const stack = request.getType() === STACK_REFERENCE ? this.options.stackOutputs?.(id) : undefined;
    if (stack === undefined) return undefined;
    const urn = this.#urnOf(request);
    const outputs = { name: id, outputs: stack, secretOutputNames: [] };
    this.#record({
      ...describe(urn, request),
      formerUrns: [],
      propertyDependencies: {},
      custom: true,
      id,
      provider: "",
      inputs: fromWire(request.getProperties()),
      outputs,
      options: { protect: false, retainOnDelete: false, deleteBeforeReplace: false, ignoreChanges: [] },
    });
    return { urn, id, outputs };
  }

  /** A component is done and says what it gives out. */
  complete(request: proto.RegisterResourceOutputsRequest): void {
    const resource = this.#resources.get(request.getUrn());
    if (resource === undefined)
      this.#refusals.push(`${request.getUrn()}: outputs of a resource that nobody registered`);
    else this.#resources.set(resource.urn, { ...resource, outputs: fromWire(request.getOutputs()) });
  }

  refuseInvoke(token: string): void {
    this.#refusals.push(`${token}: a look-up at the cloud, which a preview without credentials cannot do`);
  }

  /** As the engine builds them: the types of all parents but the stack, outermost first, then its own. */
  #urnOf(request: { getParent(): string; getType(): string; getName(): string }): string {
    const { stack, project } = this.options;
    return urnBelow(request.getParent(), { stack, project, type: request.getType(), name: request.getName() });
  }

  #formerUrnsOf(urn: string, request: proto.RegisterResourceRequest): readonly string[] {
    const parent = request.getParent();
    const registration = {
      ...{ type: request.getType(), name: request.getName(), parent },
      ...{ aliases: request.getAliasesList(), aliasUrns: request.getAliasurnsList() },
    };
    return formerUrns(registration, urn, this.#resources.get(parent)?.formerUrns ?? []);
  }

  #answer(urn: string, request: proto.RegisterResourceRequest, inputs: Properties): Answer {
    const type = request.getType();
    if (!request.getCustom()) return { id: "", outputs: {} };
    if (type.startsWith(PROVIDER)) {
      const id = `emulated-${request.getName()}`;
      const { defaults, refusal } = defaultsOf(type, inputs);
      if (refusal !== undefined) this.#refusals.push(`${urn}: ${refusal}`);
      this.#providers.set(`${urn}::${id}`, defaults);
      return { id, outputs: inputs };
    }
    try {
      return this.options.emulator.create({ type, inputs, provider: this.#providers.get(request.getProvider()) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#refusals.push(`${urn}: ${error.message}`);
      return { id: request.getName(), outputs: inputs };
    }
  }

  #record(resource: RegisteredResource): void {
    if (this.#resources.has(resource.urn)) this.#refusals.push(`${resource.urn}: registered twice`);
    this.#resources.set(resource.urn, resource);
    this.options.onResource?.(this.#resources.size);
  }
}

/** Where everything made with a provider is, and why that is not sure. */
function defaultsOf(
  type: string,
  inputs: Properties,
): { readonly defaults: ProviderDefaults; readonly refusal?: string | undefined } {
  if (type === `${PROVIDER}kubernetes`) {
    const { kubeconfig, context = "" } = inputs;
    return {
      defaults: { project: "", cluster: JSON.stringify([kubeconfig, context]) },
      refusal: kubeconfig === undefined ? `it has no kubeconfig ("" is the person's own)` : undefined,
    };
  }
  const { project } = inputs;
  return {
    defaults: { project: String(project) },
    refusal: typeof project === "string" ? undefined : "it has no project, and nothing made with it",
  };
}

/** What the real monitor of the pinned CLI can do and this one as well. */
const SUPPORTED = ["secrets", "resourceReferences", "deletedWith", "replaceWith", "aliasSpecs", "parameterization"];

/** What a registered and a read resource have alike. */
function describe(urn: string, request: proto.RegisterResourceRequest | proto.ReadResourceRequest) {
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    dependencies: request.getDependenciesList().sort(),
  };
}

function propertyDependenciesOf(request: proto.RegisterResourceRequest): RegisteredResource["propertyDependencies"] {
  const some = new Map<string, readonly string[]>();
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    const urns = dependencies.getUrnsList().sort();
    if (urns.length > 0) some.set(property, urns);
  });
  return Object.fromEntries(some);
}
