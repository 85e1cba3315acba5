import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { request as secureRequest } from "node:https";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parse } from "yaml";
import { EGRESS } from "../../../sandbox/cluster/parts";
import { type PodNetwork, destinationOf, openPodNetwork } from "../../../sandbox/cluster/pod-network";

describe("the network of pods that have no machines", () => {
  let directory: string;
  let pods: PodNetwork;
  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "agno-pods-"));
    pods = await openPodNetwork(directory);
  });
  after(() => {
    pods.close();
    rmSync(directory, { recursive: true });
  });

  for (const [authority, host, port] of [
    ["34.118.224.1:443", "127.0.0.1", 9],
    ["34.118.239.255:8443", "127.0.0.1", 9],
    ["34.118.240.0:443", "34.118.240.0", 443],
    ["localhost:15017", "localhost", 15017],
    ["[::1]:443", "[::1]", 443],
  ] as const) {
    it(`sends what is for ${authority} to ${host}:${port}`, () => {
      assert.deepEqual(destinationOf(authority, 9), { host, port });
    });
  }

  /** As the API server does: through the proxy that its file names. */
  const tunnelTo = (path: string): Promise<Socket> => {
    const { egressSelections } = parse(readFileSync(join(directory, EGRESS), "utf8")) as {
      readonly egressSelections: readonly [{ connection: { transport: { uds: { udsName: string } } } }];
    };
    const { udsName: socketPath } = egressSelections[0].connection.transport.uds;
    return new Promise((resolve, reject) => {
      const asked = request({ socketPath, method: "CONNECT", path });
      asked.on("error", reject).on("connect", (_, socket: Socket, head: Buffer) => {
        // What came together with the answer.
        socket.unshift(head);
        resolve(socket);
      });
      asked.end();
    });
  };
  const get = async (path: string): Promise<readonly [number | undefined, unknown]> => {
    const socket = await tunnelTo("34.118.224.7:443");
    const answer = await new Promise<[number | undefined, Promise<string>]>((resolve, reject) => {
      const options = { socket, agent: false, path, rejectUnauthorized: false, host: "pod" };
      const asked = secureRequest(options);
      asked.on("error", reject).on("response", (response) => {
        resolve([response.statusCode, text(response)]);
      });
      asked.end();
    });
    return [answer[0], JSON.parse(await answer[1])];
  };

  it("answers for a service's pods that their part of the API is there, and has nothing in it", async () => {
    assert.deepEqual(await get("/apis/custom.metrics.k8s.io/v1beta1?timeout=32s"), [
      200,
      { kind: "APIResourceList", apiVersion: "v1", groupVersion: "custom.metrics.k8s.io/v1beta1", resources: [] },
    ]);
    assert.equal((await get("/apis/custom.metrics.k8s.io/v1beta1/namespaces/a/pods/*/x"))[0], 404);
    assert.equal((await get("/openapi/v2"))[0], 404);
  });

  it("leads everywhere else", async () => {
    const server = createServer((socket) => socket.end("here")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    assert.equal(await text(await tunnelTo(`127.0.0.1:${port}`)), "here");
    server.close();
  });
});
