/** From a kubeconfig to how the API server is reached, by kubectl's rules. */
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import type { Properties } from "../model";
import { isMap, listAt, mapAt } from "./object";

/** How a server is reached, and as whom. */
export interface Access {
  readonly server: URL;
  /** Where objects go that name no namespace. */
  readonly namespace: string;
  /** The cluster's part of the kubeconfig. */
  readonly cluster: Properties;
  /** The user's part of the kubeconfig. */
  readonly user: Properties;
  readonly certificateAuthority: Buffer | undefined;
  readonly serverName: string | undefined;
  readonly insecure: boolean;
}

export interface Choice {
  /** Contents or path; undefined for what the environment names. */
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly cluster: string | undefined;
  readonly namespace: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws where there is no such thing as the choice names. */
export function accessOf(choice: Choice, environment: Environment): Access {
  const config = configOf(choice.kubeconfig, environment);
  const active = activeOf(config, choice);
  const { cluster } = active;
  if (typeof cluster.server !== "string") throw new Error(`cluster "${active.clusterName}" has no server`);
  if (cluster["proxy-url"] !== undefined)
    throw new Error("a proxy-url in a kubeconfig is more than the stand-in can do");
  const own = active.context.namespace;
  return {
    server: new URL(cluster.server),
    namespace: choice.namespace ?? (typeof own === "string" && own !== "" ? own : "default"),
    cluster,
    user: active.user,
    certificateAuthority: dataOrFile(cluster, "certificate-authority"),
    serverName: typeof cluster["tls-server-name"] === "string" ? cluster["tls-server-name"] : undefined,
    insecure: cluster["insecure-skip-tls-verify"] === true,
  };
}

/** The cluster that a kubeconfig's choice leads to, undefined where it leads nowhere: another one is another cluster. */
export function activeClusterOf(choice: Choice, environment: Environment): Properties | undefined {
  try {
    return activeOf(configOf(choice.kubeconfig, environment), choice).cluster;
  } catch {
    // What cannot be read names no cluster that it could differ from.
    return undefined;
  }
}

/** What stands in the config, or in the file that it names beside. */
export function dataOrFile(part: Properties, key: string): Buffer | undefined {
  const [data, file] = [part[`${key}-data`], part[key]];
  if (typeof data === "string" && data !== "") return Buffer.from(data, "base64");
  return typeof file === "string" && file !== "" ? readFileSync(file) : undefined;
}

function activeOf(config: Properties, { context: wanted, cluster: wantedCluster }: Choice) {
  const contextName = wanted ?? config["current-context"];
  if (typeof contextName !== "string" || contextName === "") {
    throw new Error("invalid configuration: no context is chosen and the kubeconfig has no current-context");
  }
  const context = namedIn(config, "context", contextName);
  const clusterName = wantedCluster ?? String(context.cluster);
  const user = typeof context.user === "string" && context.user !== "" ? namedIn(config, "user", context.user) : {};
  return { context, clusterName, cluster: namedIn(config, "cluster", clusterName), user };
}

function namedIn(config: Properties, sort: "context" | "cluster" | "user", name: string): Properties {
  const found = listAt(config, `${sort}s`).find((entry) => isMap(entry) && entry.name === name);
  if (found === undefined) throw new Error(`${sort} "${name}" does not exist in the kubeconfig`);
  return mapAt(found, sort);
}

function configOf(kubeconfig: string | undefined, environment: Environment): Properties {
  if (kubeconfig !== undefined && kubeconfig !== "") return readable(kubeconfig);
  const listed = environment.KUBECONFIG ?? "";
  const paths = listed === "" ? [join(homedir(), ".kube", "config")] : listed.split(delimiter).filter(Boolean);
  return merged(paths.filter(isFile).map(fromFile));
}

/** Contents or path, as the provider's setting may be either. */
function readable(contentsOrPath: string): Properties {
  const path = contentsOrPath.replace(/^~(?=$|\/)/, homedir());
  return isFile(path) ? fromFile(path) : parsed(contentsOrPath);
}

function isFile(path: string): boolean {
  // Contents have lines or are JSON; neither could be asked for as a path.
  return !/\n|^\s*\{/.test(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

function fromFile(path: string): Properties {
  return withAbsolutePaths(parsed(readFileSync(path, "utf8")), dirname(resolve(path)));
}

function parsed(text: string): Properties {
  const config: unknown = parse(text);
  if (!isMap(config)) throw new Error("the kubeconfig is neither a file nor the contents of one");
  return config;
}

/** Names of files are meant from the folder of the kubeconfig. */
function withAbsolutePaths(config: Properties, folder: string): Properties {
  const keys = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];
  const within = (sort: string) =>
    listAt(config, `${sort}s`).map((entry) => {
      const part = mapAt(entry, sort);
      const paths = keys.flatMap((key) => {
        const path = part[key];
        return typeof path === "string" && path !== "" ? [[key, resolve(folder, path)] as const] : [];
      });
      return { ...(entry as Properties), [sort]: { ...part, ...Object.fromEntries<string>(paths) } };
    });
  return { ...config, clusters: within("cluster"), users: within("user") };
}

/** Of several files the first to say something counts. */
function merged(configs: readonly Properties[]): Properties {
  const all = (key: string) => configs.flatMap((config) => listAt(config, key));
  const current = configs.map((config) => config["current-context"]).find((name) => typeof name === "string" && name);
  return { contexts: all("contexts"), clusters: all("clusters"), users: all("users"), "current-context": current };
}
