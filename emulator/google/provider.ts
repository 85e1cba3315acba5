/** Stands in for the gcp plugin under the real engine: the emulated Google's resources, by the engine's protocol. */
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { fixedBetween, modelOf } from "../emulator";
import type { Properties } from "../model";
import {
  type CheckFailure,
  type Difference,
  type Existing,
  type Found,
  type Made,
  type Provider,
  type Subject,
  UNKNOWN_VALUE,
  type Wanted,
} from "../plugin/provider";
import { changesBetween } from "../plugin/changes";
import type { CloudResource } from "./cloud";
import { ask } from "./cloud-client";
import type { CloudRequest } from "./cloud-server";

export class GoogleProvider implements Provider {
  #project = "";

  /** @param url Where the emulated Google answers. */
  constructor(private readonly url: string) {}

  configure({ project }: Properties): Promise<void> {
    if (typeof project !== "string") throw new Error("gcp: the provider needs a project");
    this.#project = project;
    return Promise.resolve();
  }

  check({ type }: Subject, inputs: Properties): Promise<{ inputs: Properties; failures: readonly CheckFailure[] }> {
    const result = modelOf(type).inputs.safeParse(inputs);
    // What only an update will tell can neither be right nor wrong, nor can what depends on it.
    const failures = (result.error?.issues ?? [])
      .filter((issue) => !isAboutUnknown(issue, inputs))
      .map(({ path, message }) => ({ property: path.join("."), reason: message }));
    return Promise.resolve({ inputs, failures });
  }

  diff({ type, inputs, wanted }: Wanted): Promise<Difference> {
    const changed = changesBetween(inputs, wanted);
    // Pulumi's bridge names the property, whatever inside it is fixed.
    const replaces = [...new Set(fixedBetween(type, inputs, wanted).map((path) => path.replace(/\..*/, "")))];
    // As the bridge does where the program named the resource: its successor cannot have the same name.
    const deleteBeforeReplace = replaces.length > 0 && !changed.includes("name");
    return Promise.resolve({ changed, replaces, deleteBeforeReplace });
  }

  async create({ type }: Subject, inputs: Properties, preview: boolean): Promise<Made> {
    if (preview) return { id: "", outputs: this.#planned(type, inputs) };
    const { id, outputs } = existing(await this.#ask("create", type, { inputs }));
    await this.#untilVisible(type, id);
    return { id, outputs };
  }

  async update(subject: Wanted, preview: boolean): Promise<Properties> {
    if (preview) return plannedUpdate(subject);
    const { type, id, wanted } = subject;
    return existing(await this.#ask("update", type, { id, inputs: wanted })).outputs;
  }

  read({ type, id }: Existing): Promise<Found | undefined> {
    return this.#ask("read", type, { id });
  }

  async delete({ type, id }: Existing): Promise<void> {
    await this.#ask("delete", type, { id });
  }

  /** What is known before it is made: what the program says, and the project. */
  #planned(type: string, inputs: Properties): Properties {
    const { outputs } = modelOf(type).answer(inputs, { project: this.#project });
    const invented = Object.keys(outputs).filter((key) => key !== "project");
    return { ...inputs, ...outputs, ...Object.fromEntries(invented.map((key) => [key, UNKNOWN_VALUE])) };
  }

  /** Google may say that it made something and not find it for a moment. */
  async #untilVisible(type: string, id: string): Promise<void> {
    for (let attempt = 0; attempt < READS; attempt++) {
      if ((await this.#ask("read", type, { id })) !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    throw new Error(`${id} was made, but is not to be seen`);
  }

  #ask(
    operation: CloudRequest["operation"],
    type: string,
    { id = "", inputs = {} }: { readonly id?: string; readonly inputs?: Properties },
  ): Promise<CloudResource | undefined> {
    return ask(this.url, { operation, type, id, inputs, project: this.#project });
  }
}

const READS = 20;
const PAUSE = 100;

function existing(resource: CloudResource | undefined): CloudResource {
  if (resource === undefined) throw new Error("the emulated Google answered nothing");
  return resource;
}

/** What is there, with what changes. An output to which Google adds of its own is open where its input changes. */
function plannedUpdate({ inputs, outputs, wanted }: Wanted): Properties {
  const changes = changesBetween(inputs, wanted).map((key) => {
    const adds = key in inputs && !isDeepStrictEqual(inputs[key], outputs[key]);
    return [key, adds ? UNKNOWN_VALUE : wanted[key]] as const;
  });
  const planned = Object.entries({ ...outputs, ...Object.fromEntries(changes) });
  return Object.fromEntries(planned.filter(([, value]) => value !== undefined));
}

/** Whether a value on the way to what is wrong, or beside it, is not known yet. */
function isAboutUnknown({ code, path }: z.core.$ZodIssue, inputs: Properties): boolean {
  // A name that nobody knows is wrong whatever its value will be.
  if (code === "unrecognized_keys") return false;
  let at: unknown = inputs;
  for (const key of path) at = (at as Record<PropertyKey, unknown> | undefined)?.[key];
  return holdsUnknown(path.length === 0 ? inputs : at);
}

function holdsUnknown(value: unknown): boolean {
  if (typeof value === "string") return value.includes(UNKNOWN_VALUE);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}
