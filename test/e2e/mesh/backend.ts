/** What an agent does here: it says who it is, and behaves as a test asks it to. */
import { type IncomingHttpHeaders, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Told {
  readonly backend: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export class Backend {
  /** Answers every request by 503, as an agent that has lost its database. */
  broken = false;
  /** Requests that have come since the last reset. */
  count = 0;
  /** Requests to /hold, which wait for {@link release}. */
  #held: ServerResponse[] = [];
  readonly #server: Server;

  constructor(readonly name: string) {
    // As uvicorn, which agents run on.
    this.#server = createServer({ keepAliveTimeout: 5000 }, (request, response) => {
      this.count += 1;
      const { url = "", headers } = request;
      request.resume();
      const told: Told = { backend: name, path: url, headers };
      if (this.broken) response.writeHead(503).end();
      else if (url === "/hold") this.#held.push(response);
      else if (url.startsWith("/silence/")) void this.#silence(response, Number(url.slice("/silence/".length)));
      else response.end(JSON.stringify(told));
    });
  }

  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that are open. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => {
        if (error) reject(error);
        else resolve(count);
      });
    });
  }

  get held(): number {
    return this.#held.length;
  }

  /** Answers those that wait. */
  release(): void {
    for (const response of this.#held.splice(0)) response.end(JSON.stringify({ backend: this.name }));
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** A stream in which nothing comes for so many seconds. */
  async #silence(response: ServerResponse, seconds: number): Promise<void> {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: first\n\n");
    await sleep(seconds * 1000);
    response.end("data: last\n\n");
  }
}
