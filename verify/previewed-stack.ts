import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { CannotCheck } from "./cannot-check";
import type { PreviewedResource } from "./check-resources";

export interface PreviewedStack {
  readonly stack: string;
  readonly resources: readonly PreviewedResource[];
}

/** The part of the preview's JSON that is read here. */
const previewSchema = z.object({
  stack: z.string(),
  resources: z.array(z.object({ type: z.string(), name: z.string(), inputs: z.record(z.string(), z.unknown()) })),
});

/** The preview's exit codes after which it has printed every resource: fine, and a policy is violated. */
const PRINTED = [0, 1];
const MOST_OUTPUT = 256 * 1024 * 1024;

/**
 * Runs the offline preview of a stack in a process of its own.
 *
 * @throws CannotCheck when it prints no resources, with what it said.
 */
export async function previewStack(stack: string): Promise<PreviewedStack> {
  const { exitCode, output, complaints } = await run(["-r", "./loader.cjs", "preview/main.ts", stack, "--json", "-"]);
  if (!PRINTED.includes(exitCode) || output === "") {
    throw new CannotCheck(`the preview of ${stack} failed:\n${complaints.trim()}`);
  }
  return parsePreview(output, `the preview of ${stack}`);
}

interface Ended {
  readonly exitCode: number;
  readonly output: string;
  readonly complaints: string;
}

function run(nodeArguments: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: join(__dirname, ".."), maxBuffer: MOST_OUTPUT };
    execFile(process.execPath, nodeArguments, options, (error, output, complaints) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), output, complaints });
    });
  });
}

/** Reads what `npm run preview -- STACK --json FILE` has written. */
export async function readPreview(file: string): Promise<PreviewedStack> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new CannotCheck(`${file} cannot be read`);
  });
  return parsePreview(text, file);
}

function parsePreview(text: string, source: string): PreviewedStack {
  try {
    return previewSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new CannotCheck(`${source} is not a preview in JSON: ${reason}`);
  }
}
