/** Where built tools are kept: outside the tree, in a folder for each state of what they are built from. */
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Go } from "./go";
import type { Pins } from "./pins";
import { TOOLS, type ToolSet } from "./table";

/** The folder of all built tools: below $XDG_CACHE_HOME, or ~/.cache. */
export function cacheRoot(environment: NodeJS.ProcessEnv): string {
  // The specification says to ignore a relative path, and an empty one.
  const { XDG_CACHE_HOME: cache = "" } = environment;
  return join(cache.startsWith("/") ? cache : join(homedir(), ".cache"), "agno-platform", "tools");
}

/** The folder of one set: named "engine-" and a hash of all that decides what is built. */
export function cacheKey(
  set: ToolSet,
  pins: Pick<Pins, "texts">,
  go: Go,
  table: Readonly<Record<string, { readonly set: ToolSet }>> = TOOLS,
): string {
  const lines = Object.entries(table).filter(([, tool]) => tool.set === set);
  const hash = createHash("sha256").update(JSON.stringify([pins.texts, lines, go.version, go.platform]));
  return `${set}-${hash.digest("hex").slice(0, 16)}`;
}
