/** What the Service and its gateway do: each request goes to a replica that was ready when it was last asked. */
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { CONTAINER, type Replica } from "./replica";

const { periodSeconds, failureThreshold } = CONTAINER.readinessProbe;

interface Endpoint {
  readonly replica: Replica;
  ready: boolean;
  failures: number;
}

export class Service {
  readonly #endpoints = new Map<Replica, Endpoint>();
  readonly #timer = setInterval(() => {
    void this.probe();
  }, periodSeconds * 1000);
  #next = 0;

  private constructor(
    readonly url: string,
    private readonly server: ReturnType<typeof createServer>,
  ) {}

  static async open(): Promise<Service> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const service = new Service(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    server.on("request", (incoming, outgoing) => {
      const replica = service.#choose();
      if (replica === undefined) {
        outgoing.writeHead(503).end();
        return;
      }
      const { method, url: path, headers } = incoming;
      const onward = ask(`${replica.url}${path ?? "/"}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        // A stream that is cut must be seen to be cut.
        answer.on("error", () => outgoing.destroy());
      });
      onward.on("error", () => outgoing.destroy());
      incoming.pipe(onward);
    });
    return service;
  }

  add(replica: Replica): void {
    this.#endpoints.set(replica, { replica, ready: true, failures: 0 });
  }

  /** As soon as a pod is deleted, whatever its probes say. */
  remove(replica: Replica): void {
    this.#endpoints.delete(replica);
  }

  async probe(): Promise<void> {
    await Promise.all(
      [...this.#endpoints.values()].map(async (endpoint) => {
        const good = (await endpoint.replica.probe("readinessProbe")) === 200;
        endpoint.failures = good ? 0 : endpoint.failures + 1;
        endpoint.ready = endpoint.failures < failureThreshold;
      }),
    );
  }

  close(): void {
    clearInterval(this.#timer);
    this.server.closeAllConnections();
    this.server.close();
  }

  #choose(): Replica | undefined {
    const ready = [...this.#endpoints.values()].filter((endpoint) => endpoint.ready);
    return ready[this.#next++ % ready.length]?.replica;
  }
}
