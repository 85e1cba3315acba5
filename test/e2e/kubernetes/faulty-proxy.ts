/** A way to an API server on which answers go wrong as a test wants. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { type Access, dataOrFile } from "../../../emulator/kubernetes/kubeconfig";

/** What happens to a request; undefined lets it pass. */
export type Fault = (
  request: IncomingMessage,
) => "too many" | "broken" | "answer lost" | "failing" | "changed" | undefined;

export interface FaultyProxy {
  /** A kubeconfig that leads here. */
  readonly kubeconfig: string;
  fault: Fault;
  /** Methods and paths that arrived, faults included. */
  readonly seen: readonly string[];
  stop(): Promise<void>;
}

export async function startProxy(access: Access): Promise<FaultyProxy> {
  const seen: string[] = [];
  const proxy = { fault: (() => undefined) as Fault, seen };
  const server = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method ?? ""} ${(incoming.url ?? "").split("?")[0] ?? ""}`);
    switch (proxy.fault(incoming)) {
      case "too many":
        outgoing.writeHead(429, { "retry-after": "0" }).end("later");
        return;
      case "failing":
        refuse(outgoing, 500, { message: "etcd is away", reason: "InternalError" });
        return;
      case "changed":
        refuse(outgoing, 409, { message: "the object has been modified", reason: "Conflict" });
        return;
      case "broken":
        incoming.socket.destroy();
        return;
      case "answer lost":
        forward(access, incoming, () => incoming.socket.destroy());
        return;
      case undefined:
        forward(access, incoming, (answer) => {
          pass(answer, outgoing);
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const kubeconfig = JSON.stringify({
    "current-context": "proxy",
    contexts: [{ name: "proxy", context: { cluster: "proxy" } }],
    clusters: [{ name: "proxy", cluster: { server: `http://127.0.0.1:${port}` } }],
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return Object.assign(proxy, { kubeconfig, stop });
}

function forward(
  { server, user, certificateAuthority }: Access,
  incoming: IncomingMessage,
  then: (answer: IncomingMessage) => void,
) {
  const { method, url, headers } = incoming;
  const [cert, key] = [dataOrFile(user, "client-certificate"), dataOrFile(user, "client-key")];
  const target = new URL(url ?? "/", server);
  const outgoing = request(
    target,
    { method, headers: { ...headers, host: server.host }, cert, key, ca: certificateAuthority },
    then,
  );
  incoming.pipe(outgoing);
}

function refuse(outgoing: ServerResponse, code: number, why: { message: string; reason: string }): void {
  outgoing.writeHead(code).end(JSON.stringify({ kind: "Status", ...why }));
}

function pass(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(outgoing);
}
