/** The real Pulumi CLI with a home, a state and plugins of its own, as a person has them on a laptop. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Credential } from "../cluster/certificates";
import { atEnd } from "../cluster/ending";
import { type AttachedPlugin, attach } from "./attached-plugins";
import { quoted, writePlugins } from "./plugins";

export interface EngineOptions {
  /** A folder for all that the CLI writes. */
  readonly directory: string;
  /** The CLI's own executable. */
  readonly pulumi: string;
  /** The folder with Pulumi.yaml and the stack files. */
  readonly project: string;
  /** Where the emulated Google answers. */
  readonly google?: string;
  readonly credentials?: Readonly<Record<string, Credential>>;
  /** Further programs to have on PATH, by name. */
  readonly commands?: Readonly<Record<string, string>>;
  /** Further variables, such as KUBECONFIG. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunningCommand = ChildProcess & { readonly result: Promise<CommandResult> };

export class Engine {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #plugins: string;
  readonly #attached = new Map<string, AttachedPlugin>();
  /** The state's folder. */
  readonly state: string;

  constructor(private readonly options: EngineOptions) {
    const { directory, google, credentials, environment } = options;
    const plugins = join(directory, "plugins");
    this.#plugins = plugins;
    this.state = join(directory, "state");
    mkdirSync(this.state, { recursive: true });
    mkdirSync(plugins, { recursive: true });
    for (const [name, path] of Object.entries({ pulumi: options.pulumi, ...options.commands }))
      symlinkSync(path, join(plugins, name));
    writePlugins({ directory: plugins, ...(google !== undefined && { google }), ...(credentials && { credentials }) });
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

  /** Lines for a person's shell, after which `pulumi` there is this engine. */
  settings(): string {
    const variables = Object.entries(this.#environment).filter(([name]) => name !== "HOME");
    const lines = variables.map(([name, value = ""]) => `export ${name}=${quoted(value)}`);
    return [...lines, `cd ${quoted(this.options.project)}`, ""].join("\n");
  }

  /** Lets plugins stay between commands. Each serves every provider of its package, so there must be one cluster only. */
  async keepPlugins(...names: readonly string[]): Promise<void> {
    await Promise.all(
      names.map(async (name) => {
        this.#attached.get(name)?.kill();
        this.#attached.set(
          name,
          await attach(this.#plugins, name, { ...this.#environment, AGNO_RUN: this.options.directory }),
        );
      }),
    );
    const ports = [...this.#attached].map(([name, { port }]) => `${name}:${port}`);
    this.#environment.PULUMI_DEBUG_PROVIDERS = ports.join(",");
  }

  /** As if the system had run out of memory. */
  killPlugin(name: string): void {
    this.#attached.get(name)?.kill();
  }

  /** Ends what stays between commands. */
  close(): void {
    for (const plugin of this.#attached.values()) plugin.kill();
  }

  /** Starts a command and leaves it to the caller: what may be killed on the way. */
  start(...args: readonly string[]): RunningCommand {
    return this.#spawn(this.options.pulumi, [...args, "--non-interactive"]);
  }

  run(...args: readonly string[]): Promise<CommandResult> {
    return this.start(...args).result;
  }

  /** Runs lines as a person types them in the project's folder. */
  shell(lines: string, variables: Readonly<Record<string, string>> = {}): RunningCommand {
    return this.#spawn("sh", ["-eu", "-c", lines], variables);
  }

  #spawn(command: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}): RunningCommand {
    const child = spawn(command, args, {
      cwd: this.options.project,
      // By which the run that started it is known (run-folder.ts).
      env: { ...this.#environment, AGNO_RUN: this.options.directory, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const forget = atEnd(() => child.kill("SIGKILL"));
    child.once("exit", forget);
    const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
    const result = Promise.all([ended, text(child.stdout), text(child.stderr)]).then(([status, stdout, stderr]) => ({
      status,
      stdout,
      stderr,
    }));
    return Object.assign(child, { result });
  }
}
