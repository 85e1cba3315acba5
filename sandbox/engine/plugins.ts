/** The executables that the real engine looks for on PATH, as scripts that start what stands in for them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const REPOSITORY = join(__dirname, "../..");

export interface PluginOptions {
  /** Where to write them. */
  readonly directory: string;
  /** Where the emulated Google answers; without it there is no plugin for Google. */
  readonly google?: string;
}

/** Writes one script for each plugin. */
export function writePlugins({ directory, google }: PluginOptions): void {
  mkdirSync(directory, { recursive: true });
  const node = ["exec", process.execPath, "--require", join(REPOSITORY, "loader.cjs")];
  const script = (name: string, ...command: readonly string[]) => {
    const text = `#!/bin/sh\n${[...command.map(quoted), '"$@"'].join(" ")}\n`;
    writeFileSync(join(directory, name), text, { mode: 0o755 });
  };
  script("pulumi-language-nodejs", ...node, join(REPOSITORY, "sandbox/engine/language-host.ts"));
  script("pulumi-resource-kubernetes", ...node, join(REPOSITORY, "emulator/kubernetes/main.ts"));
  if (google !== undefined) script("pulumi-resource-gcp", ...node, join(REPOSITORY, "emulator/google/main.ts"), google);
}

/** For a shell, whatever the text holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
