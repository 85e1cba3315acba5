/** Free ports on loopback, for programs that must be told theirs. */
import { createServer } from "node:net";

/** Below those that systems give to outgoing connections, so that nothing else takes one before its program does. */
const RANGE = { first: 20_000, count: 10_000 } as const;

const given = new Set<number>();

/** A port that nobody listens on, and that this process has not given away before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = RANGE.first + Math.floor(Math.random() * RANGE.count);
    if (given.has(port)) continue;
    // At once, as others may be looking at the same time.
    given.add(port);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
