/**
 * Answers in place of pods. Those of a sandbox have no machines, but the API server asks some: a metrics adapter stands
 * behind a part of the API, and as long as it does not answer, no namespace can be deleted. The API server sends all
 * that is for the cluster through a proxy here: what is for a service's address is answered as an adapter without
 * metrics would, or by who stands in for it, and what is for elsewhere goes there.
 */
import { writeFileSync } from "node:fs";
import {
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  createServer as createProxy,
} from "node:http";
import { createServer as createAdapter } from "node:https";
import { type AddressInfo, type Server, type Socket, BlockList, connect, isIPv4 } from "node:net";
import { join } from "node:path";
import { stringify } from "yaml";
import { createAuthority } from "./certificates";
import { EGRESS, SERVICE_RANGE } from "./parts";

export interface PodNetwork {
  close(): void;
}

/**
 * Stands for the pods of the cluster in this folder. Keeps no process alive.
 *
 * @param answer Answers what is for any service.
 */
export async function openPodNetwork(directory: string, answer: RequestListener = withoutMetrics): Promise<PodNetwork> {
  const socket = join(directory, "pods.sock");
  const { certificate, key } = await (await createAuthority("pods")).issue({ name: "pod", hosts: ["localhost"] });
  const adapter = createAdapter({ cert: certificate, key }, answer);
  const port = await listening(adapter, { host: "127.0.0.1", port: 0 });
  const connections = new Set<Socket>();
  const proxy = createProxy().on("connect", (request, client: Socket) => {
    const to = destinationOf(request.url ?? "", port);
    for (const end of [client, joined(client, to)]) {
      connections.add(end.unref());
      end.once("close", () => connections.delete(end));
    }
  });
  await listening(proxy, { path: socket });
  const transport = { uds: { udsName: socket } };
  const selection = { name: "cluster", connection: { proxyProtocol: "HTTPConnect", transport } };
  const file = { apiVersion: "apiserver.k8s.io/v1beta1", kind: "EgressSelectorConfiguration" };
  writeFileSync(join(directory, EGRESS), stringify({ ...file, egressSelections: [selection] }));
  return {
    close() {
      for (const server of [proxy, adapter]) server.close();
      for (const connection of connections) connection.destroy();
      adapter.closeAllConnections();
    },
  };
}

async function listening(server: Server, where: { host?: string; port?: number; path?: string }): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(where, resolve));
  server.unref();
  return (server.address() as AddressInfo).port;
}

const SERVICES = new BlockList();
const [network = "", prefix = ""] = SERVICE_RANGE.range.split("/");
SERVICES.addSubnet(network, Number(prefix));

interface Destination {
  readonly host: string;
  readonly port: number;
}

/** A service's address is nobody's here; a service may also name a host that is somebody's. */
export function destinationOf(authority: string, adapter: number): Destination {
  const at = authority.lastIndexOf(":");
  const host = authority.slice(0, at);
  if (isIPv4(host) && SERVICES.check(host)) return { host: "127.0.0.1", port: adapter };
  return { host, port: Number(authority.slice(at + 1)) };
}

/** Joins the two ends; gives the far one. */
function joined(client: Socket, to: Destination): Socket {
  const far = connect(to, () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"));
  client.pipe(far).pipe(client);
  client.on("error", () => far.destroy());
  far.on("error", () => client.destroy());
  return far;
}

/** An API group that is there and has nothing in it. */
function withoutMetrics({ url = "" }: IncomingMessage, response: ServerResponse): void {
  const [, group, version] = /^\/apis\/([^/?]+)\/([^/?]+)\/?(?:\?.*)?$/.exec(url) ?? [];
  const found = group !== undefined && version !== undefined;
  const list = {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: `${group ?? ""}/${version ?? ""}`,
    resources: [],
  };
  const missing = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 };
  response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify(found ? list : missing));
}
