/** Plain requests to a cluster's API server, as JSON. */
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { parse } from "yaml";
import type { Credential } from "./certificates";

export interface ApiOptions {
  /** "https://127.0.0.1:PORT" */
  readonly server: string;
  /** The certificate authority of the server, as PEM. */
  readonly authority: string;
  /** Who asks: with a certificate or a token; anonymous where neither is there. */
  readonly client?: Credential;
  readonly token?: string;
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

type Method = "GET" | "POST" | "DELETE";

/** Sends one request on a connection of its own. */
export function ask(options: ApiOptions, method: Method, path: string, body?: unknown): Promise<Answer> {
  const { server, authority, client, token } = options;
  const text = body === undefined ? "" : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(`${server}${path}`, {
      method,
      ca: authority,
      ...(client !== undefined && { cert: client.certificate, key: client.key }),
      // The default agent keeps connections, which then keep the process.
      agent: false,
      timeout: 10_000,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
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
