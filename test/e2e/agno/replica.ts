/** A replica of the reference agent as the generated Deployment would start it, on a port of its own. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploymentOf } from "../../../components/agent/deployment";
import { GuardedProcess } from "../../../sandbox/cluster/guarded-process";
import { freePort } from "../../../sandbox/cluster/ports";
import { until } from "../../../sandbox/cluster/until";
import { SUPPORT } from "../../components/agent/agents";
import { GLOBEX } from "../../components/tenant/tenants";

const IMAGE = join(__dirname, "..", "..", "..", "images", "agent");

/** The container that the Deployment would start. */
export const CONTAINER = deploymentOf(
  { agent: SUPPORT, tenant: GLOBEX, region: GLOBEX.regions[0]!, clusters: "google" },
  "stable",
).spec.template.spec.containers[0]!;

export const AGENT = SUPPORT.name;
/** Whom its tokens are for. */
export const AUDIENCE = `${GLOBEX.id}/${AGENT}`;

export interface ReplicaOptions {
  /** The run's, with a folder for each replica. */
  readonly folder: string;
  /** The virtual environment with the image's packages. */
  readonly python: string;
  /** The content of the files of secrets, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What the image would find in its cluster: the host of models. */
  readonly modelUrl: string;
  /** Over and above what the Deployment says. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Python that is run before the agent, where a figure of hours must be one of seconds. */
  readonly before?: string;
}

let made = 0;

export class Replica {
  private constructor(
    readonly name: string,
    readonly port: number,
    readonly process: GuardedProcess,
    private readonly pidFile: string,
  ) {}

  /** Starts it, without waiting for anything. */
  static async start(options: ReplicaOptions): Promise<Replica> {
    const name = `replica-${++made}`;
    const directory = join(options.folder, name);
    writeSecrets(join(directory, "secrets"), options.secrets);
    const port = await freePort();
    const pidFile = join(directory, "pid");
    const environment = { ...environmentOf(options, directory), PORT: String(port) };
    const program = new GuardedProcess({
      name,
      command: "sh",
      // What sh becomes has the process id that it wrote down.
      args: ["-c", 'echo $$ > "$0" && exec "$@"', pidFile, ...commandOf(options, environment)],
      directory: IMAGE,
      log: join(options.folder, `${name}.log`),
    });
    return new Replica(name, port, program, pidFile);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The status of a probe of the Deployment's; 0 where nobody answers in time. */
  async probe(probe: "readinessProbe" | "livenessProbe" | "startupProbe"): Promise<number> {
    const { httpGet, ...rest } = CONTAINER[probe];
    const seconds = "timeoutSeconds" in rest ? rest.timeoutSeconds : 1;
    try {
      const response = await fetch(`${this.url}${httpGet.path}`, { signal: AbortSignal.timeout(seconds * 1000) });
      await response.text();
      return response.status;
    } catch {
      return 0;
    }
  }

  whenReady(): Promise<this> {
    return this.#when("readinessProbe");
  }

  /** With or without a database. */
  whenAlive(): Promise<this> {
    return this.#when("livenessProbe");
  }

  get pid(): number {
    return Number(readFileSync(this.pidFile, "utf8"));
  }

  async #when(probe: "readinessProbe" | "livenessProbe"): Promise<this> {
    const ready = until({ what: `${this.name}: ${probe}` }, async () =>
      (await this.probe(probe)) === 200 ? this : undefined,
    );
    const ended = this.process.ended.then((how) => {
      throw this.process.failure(how);
    });
    return Promise.race([ready, ended]);
  }

  signal(name: "SIGTERM" | "SIGKILL"): void {
    process.kill(this.pid, name);
  }

  /** All that it has written. */
  get said(): string {
    return readFileSync(this.process.log, "utf8");
  }
}

function writeSecrets(folder: string, secrets: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(secrets)) writeFileSync(join(folder, name), content, { mode: 0o600 });
}

/** The Deployment's, but for where the secrets are. */
function environmentOf(options: ReplicaOptions, directory: string): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(CONTAINER.env.map(({ name, value }) => [name, value])),
    SECRETS_DIR: join(directory, "secrets"),
    OPENAI_BASE_URL: options.modelUrl,
    PYTHONDONTWRITEBYTECODE: "1",
    HOME: directory,
    ...options.environment,
  };
}

/** The image's own command, with nothing of this process's environment. */
function commandOf({ python, before }: ReplicaOptions, environment: Readonly<Record<string, string>>) {
  const [, entrypoint = "[]"] = /^ENTRYPOINT (.*)$/m.exec(readFileSync(join(IMAGE, "Dockerfile"), "utf8")) ?? [];
  const [program = "", ...args] = JSON.parse(entrypoint) as string[];
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const changed = before === undefined ? args : ["-c", `${before}\nfrom reference_agent.__main__ import main\nmain()`];
  return ["env", "-i", ...variables, join(python, "bin", program), ...changed];
}
