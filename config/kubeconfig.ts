/** The kubeconfig of the person who runs Pulumi, read and merged as kubectl and Pulumi's own plugin do it. */
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import * as yaml from "yaml";
import { z } from "zod";
import { isSystemError } from "./load";
import { listed, suggestion } from "./problem";

/** What a context leads to. */
export interface Target {
  readonly context: string;
  readonly cluster: string;
  readonly user: string;
  /** The URL of the API server. */
  readonly server: string;
}

/** It is not there, cannot be read or does not lead anywhere; the message says what to do. */
export class KubeconfigError extends Error {
  override readonly name = "KubeconfigError";
}

export interface Kubeconfig {
  /** Where it was looked for. */
  readonly files: readonly string[];
  readonly current: string;
  readonly contexts: ReadonlyMap<string, z.infer<typeof contextShape>>;
  readonly clusters: ReadonlyMap<string, z.infer<typeof clusterShape>>;
}

const contextShape = z.object({ cluster: z.string().default(""), user: z.string().default("") });
const clusterShape = z.object({ server: z.string().default("") });

/** The part of a kubeconfig that says where it leads; credentials are not looked at. */
const fileShape = z.object({
  "current-context": z.string().nullish(),
  contexts: z.array(z.object({ name: z.string(), context: contextShape })).nullish(),
  clusters: z.array(z.object({ name: z.string(), cluster: clusterShape })).nullish(),
});

/** Where a kubeconfig is: in the files of the variable KUBECONFIG, or in the home folder. */
export function kubeconfigFiles(variable: string | undefined, home: string): readonly string[] {
  const named = (variable ?? "").split(delimiter).filter((file) => file !== "");
  return named.length > 0 ? named : [join(home, ".kube", "config")];
}

/**
 * Reads these files as one. What the first of them says of a name holds; those that are not there are left out.
 *
 * @throws KubeconfigError where one cannot be read, or none is there.
 */
export function readKubeconfig(files: readonly string[]): Kubeconfig {
  const read = files.map(readFile).filter((file) => file !== undefined);
  if (read.length === 0) {
    throw new KubeconfigError(
      `there is no kubeconfig in ${listed(files)}; make a cluster, for example with npm run sandbox, or set ` +
        "KUBECONFIG to the file that leads to one",
    );
  }
  // The last of a name holds in a Map, the first in a kubeconfig.
  const backwards = [...read].reverse();
  return {
    files,
    current: read.map((file) => file["current-context"]).find(Boolean) ?? "",
    contexts: new Map(
      backwards.flatMap(({ contexts }) => (contexts ?? []).map(({ name, context }) => [name, context])),
    ),
    clusters: new Map(
      backwards.flatMap(({ clusters }) => (clusters ?? []).map(({ name, cluster }) => [name, cluster])),
    ),
  };
}

function readFile(path: string): z.infer<typeof fileShape> | undefined {
  try {
    return fileShape.parse(yaml.parse(readFileSync(path, "utf8")) ?? {});
  } catch (error) {
    if (isSystemError(error)) {
      if (error.code === "ENOENT") return undefined;
      throw new KubeconfigError(`the kubeconfig ${path} cannot be read (${error.code ?? error.message})`);
    }
    throw new KubeconfigError(`${path} is no kubeconfig: ${reasonOf(error)}`);
  }
}

/** In one line, and without what stands in the file: that may be a credential. */
function reasonOf(error: unknown): string {
  if (error instanceof yaml.YAMLParseError) {
    const line = error.linePos?.[0].line;
    return `not YAML${line === undefined ? "" : ` in line ${line}`}`;
  }
  if (error instanceof z.ZodError)
    return error.issues.map(({ path }) => `${path.join(".") || "it"} is wrong`).join(", ");
  throw error;
}

/**
 * Where a context leads.
 *
 * @param context Its name; "" for the current one.
 * @throws KubeconfigError where there is no such context, or it leads nowhere.
 */
export function targetOf(kubeconfig: Kubeconfig, context: string): Target {
  const names = [...kubeconfig.contexts.keys()];
  const there = `${listed(kubeconfig.files)} has ${listed(names) || "none"}`;
  const name = context === "" ? kubeconfig.current : context;
  if (name === "") {
    throw new KubeconfigError(`no context is current; choose one with kubectl config use-context NAME: ${there}`);
  }
  const found = kubeconfig.contexts.get(name);
  if (found === undefined) {
    const which = context === "" ? "current context" : "context";
    throw new KubeconfigError(`there is no ${which} "${name}"; ${there}${suggestion(name, names)}`);
  }
  const server = kubeconfig.clusters.get(found.cluster)?.server ?? "";
  if (server === "") {
    throw new KubeconfigError(`the context "${name}" leads nowhere: its cluster "${found.cluster}" has no server`);
  }
  return { context: name, ...found, server };
}
