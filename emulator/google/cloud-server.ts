/** The emulated Google over HTTP on loopback: plugins come and go, it stays. Every answer can be made to go wrong. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { Properties } from "../model";
import { type Cloud, CloudError, type CloudResource } from "./cloud";

export const OPERATIONS = ["create", "read", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface CloudRequest {
  readonly operation: Operation;
  readonly type: string;
  /** Empty for create: what is made gets its id from its inputs. */
  readonly id: string;
  readonly inputs: Properties;
  readonly project: string;
}

/** What can go wrong with one request, besides what the cloud itself refuses. */
export type Fault =
  /** An error instead of doing it. */
  | { readonly kind: "error"; readonly status: number; readonly message: string }
  /** It is done, and nobody hears of it: the connection ends. */
  | { readonly kind: "lost" }
  /** No answer at all, before (nothing is done) or after it is done. */
  | { readonly kind: "silence"; readonly done: boolean }
  /** Something happens elsewhere, such as the end of a process: after it is done, or instead of it. */
  | { readonly kind: "event"; readonly done: boolean; readonly happen: () => void | Promise<void> };

export interface CloudServerOptions {
  readonly cloud: Cloud;
  /** Asked for every request, in their order. */
  readonly faultFor?: (request: CloudRequest) => Fault | undefined;
}

export interface CloudServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startCloud(options: CloudServerOptions): Promise<CloudServer> {
  const server: Server = createServer((request, response) => {
    void handle(options, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function handle(options: CloudServerOptions, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = (await json(incoming)) as CloudRequest;
  const fault = options.faultFor?.(request);
  if (fault === undefined) {
    reply(response, ...answerOf(options.cloud, request));
    return;
  }
  if (fault.kind === "error") {
    reply(response, fault.status, { message: fault.message });
    return;
  }
  const answer = fault.kind === "lost" || fault.done ? answerOf(options.cloud, request) : undefined;
  switch (fault.kind) {
    case "lost":
      response.destroy();
      return;
    case "silence":
      return;
    case "event":
      await fault.happen();
      if (answer === undefined) response.destroy();
      else reply(response, ...answer);
  }
}

function answerOf(cloud: Cloud, request: CloudRequest): [status: number, body: unknown] {
  try {
    return [200, perform(cloud, request) ?? null];
  } catch (error) {
    if (error instanceof CloudError) return [error.status, { message: error.message }];
    return [400, { message: error instanceof Error ? error.message : String(error) }];
  }
}

function perform(cloud: Cloud, { operation, type, id, inputs, project }: CloudRequest): CloudResource | undefined {
  switch (operation) {
    case "create":
      return cloud.create(type, inputs, { project });
    case "read":
      return cloud.read(type, id);
    case "update":
      return cloud.update(type, id, inputs, { project });
    case "delete":
      cloud.delete(type, id);
      return undefined;
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
