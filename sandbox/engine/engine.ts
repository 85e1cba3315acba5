/** The real Pulumi CLI with a home, a state and plugins of its own, as a person has them on a laptop. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { writePlugins } from "./plugins";

export interface EngineOptions {
  /** A folder for all that the CLI writes. */
  readonly directory: string;
  /** The CLI's own executable. */
  readonly pulumi: string;
  /** The folder with Pulumi.yaml and the stack files. */
  readonly project: string;
  /** Where the emulated Google answers. */
  readonly google?: string;
  /** Further variables, such as KUBECONFIG. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Engine {
  readonly #environment: NodeJS.ProcessEnv;
  /** The state's folder. */
  readonly state: string;

  constructor(private readonly options: EngineOptions) {
    const { directory, google, environment } = options;
    const plugins = join(directory, "plugins");
    this.state = join(directory, "state");
    mkdirSync(this.state, { recursive: true });
    writePlugins({ directory: plugins, ...(google !== undefined && { google }) });
    this.#environment = {
      HOME: directory,
      PATH: `${plugins}:${process.env.PATH ?? ""}`,
      PULUMI_HOME: join(directory, "home"),
      PULUMI_BACKEND_URL: `file://${this.state}`,
      PULUMI_CONFIG_PASSPHRASE: "not a secret: this state is thrown away",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
      ...environment,
    };
  }

  /** Starts a command and leaves it to the caller: what may be killed on the way. */
  start(...args: readonly string[]): ChildProcess & { readonly result: Promise<CommandResult> } {
    const child = spawn(this.options.pulumi, [...args, "--non-interactive"], {
      cwd: this.options.project,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
    const result = Promise.all([ended, text(child.stdout), text(child.stderr)]).then(([status, stdout, stderr]) => ({
      status,
      stdout,
      stderr,
    }));
    return Object.assign(child, { result });
  }

  run(...args: readonly string[]): Promise<CommandResult> {
    return this.start(...args).result;
  }
}
