/** Loads a stack file that a test has as text. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../config/environment";
import { type LoadOptions, type LoadedStack, loadStack } from "../../config/load";
import { ConfigurationError } from "../../config/problem";

/** Loads stack "test" from these bytes, beside other stack files by name. */
export function load(bytes: string | Uint8Array, options: TextOptions = {}): Environment {
  return loadWithPlaces(bytes, options).environment;
}

type TextOptions = Pick<LoadOptions, "scope"> & { readonly beside?: Readonly<Record<string, string>> };

/** The same with what tells where in the text something stands. */
export function loadWithPlaces(bytes: string | Uint8Array, { beside = {}, ...rest }: TextOptions = {}): LoadedStack {
  const directory = mkdtempSync(join(tmpdir(), "agno-config-"));
  try {
    for (const [stack, text] of Object.entries(beside)) writeFileSync(join(directory, `Pulumi.${stack}.yaml`), text);
    writeFileSync(join(directory, "Pulumi.test.yaml"), bytes);
    return loadStack({ directory, stack: "test", ...rest });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The lines that tell what is wrong with it. Fails where nothing is, or where it is told by another error. */
export function problemsOf(bytes: string | Uint8Array, options: Parameters<typeof load>[1] = {}): readonly string[] {
  try {
    load(bytes, options);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split("\n");
  }
  return assert.fail("it was accepted");
}

/** A file with this below agno:regions, and with these other settings. */
export function stackFile(regions: string, settings = ""): string {
  return `config:\n  gcp:project: acme-agents\n${settings}  agno:regions:\n    ${regions}\n`;
}

/** A digest as good as any. */
export const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

/** A file with these tenants, from its sixth line on, and whatever else they need. */
export function fileWithTenants(tenants: string, regions = "us-east1: { slot: 0 }", settings = ""): string {
  const needed = `  agno:domain: acme.example\n  agno:agentImage: registry.example/agent@${DIGEST}\n`;
  return stackFile(regions, `${needed}  agno:tenants:\n    ${tenants}\n${settings}`);
}
