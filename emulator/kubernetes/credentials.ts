/** Who we are to an API server: what a kubeconfig's user says, or the program that it names answers. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import type { Properties } from "../model";
import { type Access, dataOrFile } from "./kubeconfig";
import { listAt, mapAt, pluck } from "./object";

export interface Credentials {
  readonly token?: string | undefined;
  readonly certificate?: Buffer | string | undefined;
  readonly key?: Buffer | string | undefined;
}

/** Before a token ends it is asked for anew, so that none ends on its way. */
const EARLY_MS = 10_000;

/** Answers the credentials of the moment; what a program answered is kept until it ends or is refused. */
export class Identity {
  readonly #access: Access;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  #asked: Promise<{ readonly credentials: Credentials; readonly ends: number }> | undefined;

  constructor(access: Access, environment: Readonly<Record<string, string | undefined>>) {
    const { user } = access;
    for (const key of ["auth-provider", "username", "as"]) {
      if (user[key] !== undefined) throw new Error(`"${key}" of a kubeconfig's user is more than the stand-in can do`);
    }
    this.#access = access;
    this.#environment = environment;
  }

  async credentials(): Promise<Credentials> {
    const { user } = this.#access;
    if (user.exec !== undefined) return this.#fromProgram();
    // Tokens in files are renewed there.
    const file = typeof user.tokenFile === "string" ? readFileSync(user.tokenFile, "utf8").trim() : undefined;
    return {
      token: file ?? (typeof user.token === "string" ? user.token : undefined),
      certificate: dataOrFile(user, "client-certificate"),
      key: dataOrFile(user, "client-key"),
    };
  }

  /** The server did not take them. */
  refused(): void {
    this.#asked = undefined;
  }

  async #fromProgram(): Promise<Credentials> {
    if (this.#asked !== undefined && (await this.#asked).ends < Date.now() + EARLY_MS) this.#asked = undefined;
    // Many requests begin at once: they share one answer.
    this.#asked ??= askProgram(mapAt(this.#access.user, "exec"), this.#access, this.#environment);
    const asked = this.#asked;
    try {
      return (await asked).credentials;
    } catch (error) {
      if (this.#asked === asked) this.#asked = undefined;
      throw error;
    }
  }
}

async function askProgram(
  exec: Properties,
  { cluster }: Access,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly credentials: Credentials; readonly ends: number }> {
  const { command, apiVersion } = exec;
  if (typeof command !== "string") throw new Error("the kubeconfig's exec names no command");
  const own = listAt(exec, "env").map(
    (entry) => [String(pluck(entry, "name")), String(pluck(entry, "value"))] as const,
  );
  const told = exec.provideClusterInfo === true ? { cluster } : {};
  const info = { kind: "ExecCredential", apiVersion, spec: { interactive: false, ...told } };
  const env = { ...environment, ...Object.fromEntries<string>(own), KUBERNETES_EXEC_INFO: JSON.stringify(info) };
  const { stdout } = await promisify(execFile)(command, listAt(exec, "args").map(String), { env }).catch(
    (error: unknown) => {
      throw new Error(`getting credentials: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
  const status = mapAt(JSON.parse(stdout), "status");
  const text = (key: string) => (typeof status[key] === "string" ? status[key] : undefined);
  const ends = text("expirationTimestamp");
  return {
    credentials: {
      token: text("token"),
      certificate: text("clientCertificateData"),
      key: text("clientKeyData"),
    },
    ends: ends === undefined ? Infinity : Date.parse(ends),
  };
}
