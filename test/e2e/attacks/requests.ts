/** Requests of many people to one API server, as data. */
import { Agent, request } from "node:https";
import type { Answer, ApiOptions } from "../../../sandbox/cluster/api";

export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: object;
  /** Of a PATCH; a merge patch where nothing is said. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is handed on to a pod or a node: nothing is kept of it anyway. */
export const CONNECTED = /\/(exec|attach|portforward|proxy)([/?]|$)/;

/** Somebody who asks, on connections that are kept: there are hundreds of requests. */
export class Client {
  readonly #agent: Agent;

  constructor(private readonly options: ApiOptions) {
    const { authority, client } = options;
    const identity = client === undefined ? {} : { cert: client.certificate, key: client.key };
    this.#agent = new Agent({ ca: authority, ...identity, keepAlive: true, maxSockets: 4 });
  }

  /** @param dryRun whether everything is judged, and nothing kept. */
  send({ method, path, body, type, headers }: Request, dryRun = false): Promise<Answer> {
    const { server, token } = this.options;
    const text = body === undefined ? "" : JSON.stringify(body);
    const query =
      dryRun && method !== "GET" && !CONNECTED.test(path) ? `${path.includes("?") ? "&" : "?"}dryRun=All` : "";
    const all = {
      "content-type": type ?? (method === "PATCH" ? "application/merge-patch+json" : "application/json"),
      "content-length": Buffer.byteLength(text),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${server}${path}${query}`, { method, agent: this.#agent, timeout: 60_000, headers: all });
      sent.on("error", reject).on("timeout", () => sent.destroy(new Error(`${path}: no answer`)));
      sent.on("response", (response) => {
        let answer = "";
        response.setEncoding("utf8").on("data", (part: string) => (answer += part));
        response.on("error", reject).on("end", () => {
          resolve({ status: response.statusCode ?? 0, body: answer });
        });
      });
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Does something for each, a few at a time: the server has two cores. Keeps the order. */
export async function forEach<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const left = items.map((item, index) => ({ item, index })).reverse();
  const work = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) results[next.index] = await act(next.item);
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return results;
}
