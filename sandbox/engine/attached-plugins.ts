/**
 * Plugins that stay between commands, instead of one that starts with each: a fault run has six commands, and most of
 * the time of each would be the start of its plugins.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface AttachedPlugin {
  readonly port: number;
  kill(): void;
}

/** Starts an executable plugin and waits for the port that it prints. It ends with this process. */
export async function attach(directory: string, name: string, environment: NodeJS.ProcessEnv): Promise<AttachedPlugin> {
  const child: ChildProcess = spawn(join(directory, `pulumi-resource-${name}`), [], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error(`the plugin for ${name} has no output`);
  const ended = once(child, "exit").then(() => Promise.reject(new Error(`the plugin for ${name} ended at once`)));
  const [line] = (await Promise.race([once(createInterface(child.stdout), "line"), ended])) as [string];
  ended.catch(() => undefined);
  return { port: Number(line), kill: () => void child.kill("SIGKILL") };
}
