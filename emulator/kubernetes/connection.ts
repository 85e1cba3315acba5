/** Requests to one API server: retried and paced as Kubernetes' own client does. */
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { Properties } from "../model";
import { type Credentials, Identity } from "./credentials";
import { errorOf } from "./errors";
import type { Access } from "./kubeconfig";
import { type Limits, Pace } from "./pace";

export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: Properties | readonly unknown[];
  readonly contentType?: string;
  /** It only looks again at what a real watch would be told of: it takes no turn. */
  readonly isWatch?: boolean;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** How often a request is sent again. */
const RETRIES = 10;
/** How long a server may take to accept a connection. */
const CONNECT_MS = 30_000;
/** What a connection does that ended between two requests or under one. */
const BROKEN = new Set(["ECONNRESET", "EPIPE"]);

export class Connection {
  readonly #access: Access;
  readonly #identity: Identity;
  readonly #agent: HttpAgent;
  readonly #pace: Pace;
  readonly #timeoutMs: number | undefined;

  constructor(access: Access, environment: Readonly<Record<string, string | undefined>>, limits: Limits) {
    this.#access = access;
    this.#identity = new Identity(access, environment);
    this.#pace = new Pace(limits);
    this.#timeoutMs = limits.timeoutMs;
    const { certificateAuthority: ca, serverName: servername, insecure } = access;
    const tls = { ...(ca && { ca }), ...(servername !== undefined && { servername }), rejectUnauthorized: !insecure };
    this.#agent =
      access.server.protocol === "https:"
        ? new HttpsAgent({ keepAlive: true, ...tls })
        : new HttpAgent({ keepAlive: true });
  }

  /** The answer's object. Throws an ApiError for an answer that is an error. */
  async request(request: Request): Promise<Properties> {
    const { status, body } = await this.#withRetries(request);
    if (status === 401) this.#identity.refused();
    if (status >= 400) throw errorOf(status, body);
    return JSON.parse(body) as Properties;
  }

  /** Ends the connections that wait for another request. */
  close(): void {
    this.#agent.destroy();
  }

  /** Sends again what the server wants again, and what a broken connection took along if sending twice does no harm. */
  async #withRetries(request: Request): Promise<Answer> {
    for (let retry = 0; ; retry++) {
      if (request.isWatch !== true) await this.#pace.turn();
      try {
        const answer = await this.#send(request, await this.#identity.credentials());
        const seconds = Number(answer.retryAfter ?? NaN);
        const again = (answer.status === 429 || answer.status >= 500) && seconds >= 0;
        if (!again || retry === RETRIES) return answer;
        await sleep(seconds * 1000);
      } catch (error) {
        const broken = BROKEN.has((error as NodeJS.ErrnoException).code ?? "");
        if (!broken || request.method !== "GET" || retry === RETRIES) throw error;
        await sleep(1000);
      }
    }
  }

  #send({ method, path, query, body, contentType }: Request, credentials: Credentials): Promise<Answer> {
    const { server } = this.#access;
    const url = new URL(server.pathname.replace(/\/$/, "") + path, server);
    for (const [key, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, value);
    }
    const text = body && JSON.stringify(body);
    const headers = {
      accept: "application/json",
      "user-agent": "pulumi-kubernetes/4.34.2",
      ...(credentials.token !== undefined && { authorization: `Bearer ${credentials.token}` }),
      // Node announces no body of a DELETE by itself.
      ...(text !== undefined && {
        "content-type": contentType ?? "application/json",
        "content-length": Buffer.byteLength(text),
      }),
    };
    const { certificate: cert, key } = credentials;
    const open = url.protocol === "https:" ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const options = { method, headers, agent: this.#agent, ...(cert && { cert }), ...(key && { key }) };
      const sent = open(url, options, (response) => {
        readAll(response).then(resolve, reject);
      });
      sent.on("error", reject);
      sent.on("socket", (socket) => {
        if (!socket.connecting) return;
        const late = setTimeout(() => sent.destroy(new Error(`no connection to ${server.host} in time`)), CONNECT_MS);
        for (const end of ["connect", "close"]) {
          socket.once(end, () => {
            clearTimeout(late);
          });
        }
      });
      if (this.#timeoutMs !== undefined) sent.setTimeout(this.#timeoutMs, () => sent.destroy(new Error("timed out")));
      sent.end(text);
    });
  }
}

async function readAll(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers["retry-after"],
    body: Buffer.concat(parts).toString("utf8"),
  };
}
