/** The executables that the real engine looks for on PATH, as scripts that start what stands in for them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Credential } from "../cluster/certificates";

const REPOSITORY = join(__dirname, "../..");

export interface PluginOptions {
  /** Where to write them. */
  readonly directory: string;
  /** Where the emulated Google answers; without it there is no plugin for Google. */
  readonly google?: string;
  /** Who one is at the control planes of clusters at Google, by their addresses (https://…). */
  readonly credentials?: Readonly<Record<string, Credential>>;
}

/** Writes one script for each plugin. */
export function writePlugins({ directory, google, credentials = {} }: PluginOptions): void {
  mkdirSync(directory, { recursive: true });
  const node = ["exec", process.execPath, "--require", join(REPOSITORY, "loader.cjs")];
  const script = (name: string, ...command: readonly string[]) => {
    const text = `#!/bin/sh\n${[...command.map(quoted), '"$@"'].join(" ")}\n`;
    writeFileSync(join(directory, name), text, { mode: 0o755 });
  };
  script("pulumi-language-nodejs", ...node, join(REPOSITORY, "sandbox/engine/language-host.ts"));
  script("pulumi-resource-kubernetes", ...node, join(REPOSITORY, "emulator/kubernetes/main.ts"));
  if (google !== undefined) script("pulumi-resource-gcp", ...node, join(REPOSITORY, "emulator/google/main.ts"), google);
  writeFileSync(join(directory, "gke-gcloud-auth-plugin"), credentialPlugin(credentials), { mode: 0o700 });
}

/** A kubeconfig's plugin is told which cluster it is for and prints who one is there. */
function credentialPlugin(credentials: Readonly<Record<string, Credential>>): string {
  const cases = Object.entries(credentials).map(([server, { certificate, key }]) => {
    const status = { clientCertificateData: certificate, clientKeyData: key };
    const answer = { apiVersion: "client.authentication.k8s.io/v1beta1", kind: "ExecCredential", status };
    return `*${quoted(`"${server}"`)}*) printf %s ${quoted(JSON.stringify(answer))} ;;`;
  });
  const unknown = "*) echo 'no credentials for this cluster' >&2; exit 1 ;;";
  return ["#!/bin/sh", 'case "$KUBERNETES_EXEC_INFO" in', ...cases, unknown, "esac", ""].join("\n");
}

/** For a shell, whatever the text holds. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
