/** A token for Google, of whoever runs this: nothing that is kept. */
import { spawnSync } from "node:child_process";

/** Where tokens come from, the first that has one. */
const COMMANDS = [
  ["auth", "application-default", "print-access-token"],
  ["auth", "print-access-token"],
] as const;

export class NoToken extends Error {}

/** @throws NoToken with what to do. */
export function tokenFrom(environment: NodeJS.ProcessEnv): string {
  const { GOOGLE_OAUTH_ACCESS_TOKEN: given = "" } = environment;
  if (given !== "") return given;
  for (const args of COMMANDS) {
    const { status, stdout } = spawnSync("gcloud", args, { encoding: "utf8", env: environment });
    if (status === 0 && stdout.trim() !== "") return stdout.trim();
  }
  throw new NoToken(
    "no credentials for Google: run gcloud auth application-default login, or set GOOGLE_OAUTH_ACCESS_TOKEN to what gcloud auth print-access-token prints",
  );
}
