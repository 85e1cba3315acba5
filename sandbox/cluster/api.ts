/** Plain requests to a cluster's API server, as JSON. */
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { parse } from "yaml";
import type { Credential } from "./certificates";

/** Milliseconds without a sign: three servers that get all their definitions at once answer late, not never. */
const PATIENCE = 60_000;

export interface ApiOptions {
  /** "https://127.0.0.1:PORT" */
  readonly server: string;
  /** The certificate authority of the server, as PEM. */
  readonly authority: string;
  /** Who asks: with a certificate or a token; anonymous where neither is there. */
  readonly client?: Credential;
  readonly token?: string;
  /** In whose name the administrator asks. */
  readonly impersonated?: { readonly user: string; readonly groups: readonly string[] };
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Another answer than the one that would do. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    what: string,
    readonly answer: Answer,
  ) {
    super(`${what} is answered by ${answer.status}: ${answer.body}`);
  }
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** Sends one request on a connection of its own. A text is YAML, or JSON already; a PATCH is a server-side apply. */
export function ask(options: ApiOptions, method: Method, path: string, body?: unknown): Promise<Answer> {
  const { server, authority, client, token, impersonated } = options;
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(`${server}${path}`, {
      method,
      ca: authority,
      ...(client !== undefined && { cert: client.certificate, key: client.key }),
      // The default agent keeps connections, which then keep the process.
      agent: false,
      timeout: PATIENCE,
      headers: {
        "content-type": method === "PATCH" ? "application/apply-patch+yaml" : "application/json",
        "content-length": Buffer.byteLength(text),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(impersonated && { "impersonate-user": impersonated.user, "impersonate-group": [...impersonated.groups] }),
      },
    });
    sent.on("error", reject).on("timeout", () => sent.destroy(new Error(`${server} does not answer`)));
    sent.on("response", (response) => {
      let answer = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        answer += part;
      });
      response.on("error", reject).on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: answer });
      });
    });
    sent.end(text);
  });
}

/** @throws Refused */
export function read<T>(options: ApiOptions, path: string): Promise<T> {
  return answerTo<T>(options, "GET", path);
}

/** @throws Refused */
export function create<T>(options: ApiOptions, path: string, object: unknown): Promise<T> {
  return answerTo<T>(options, "POST", path, object);
}

/**
 * Applies on the server's side, taking over what others manage.
 *
 * @param path Of the object itself.
 * @throws Refused
 */
export function apply<T>(options: ApiOptions, path: string, object: unknown, manager: string): Promise<T> {
  return answerTo<T>(options, "PATCH", `${path}?fieldManager=${manager}&force=true`, object);
}

/** @throws Refused */
export async function remove(options: ApiOptions, path: string): Promise<void> {
  await answerTo(options, "DELETE", path);
}

async function answerTo<T>(options: ApiOptions, method: Method, path: string, body?: unknown): Promise<T> {
  const answer = await ask(options, method, path, body);
  if (answer.status >= 300) throw new Refused(`${method} ${path}`, answer);
  return JSON.parse(answer.body) as T;
}

/** The parts of a kubeconfig that kubeconfigOf writes. */
interface Kubeconfig {
  readonly clusters: readonly [{ cluster: { server: string; "certificate-authority-data": string } }];
  readonly users: readonly [{ user: { "client-certificate-data": string; "client-key-data": string } }];
}

/** What a kubeconfig of ours says. */
export function readKubeconfig(path: string): ApiOptions {
  const { clusters, users } = parse(readFileSync(path, "utf8")) as Kubeconfig;
  const { cluster } = clusters[0];
  const { user } = users[0];
  return {
    server: cluster.server,
    authority: fromBase64(cluster["certificate-authority-data"]),
    client: {
      certificate: fromBase64(user["client-certificate-data"]),
      key: fromBase64(user["client-key-data"]),
    },
  };
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
