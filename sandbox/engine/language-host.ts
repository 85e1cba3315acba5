/**
 * `pulumi-language-nodejs ENGINE`: how the real engine starts a program. Pulumi's own host is a Go program that no
 * package registry has; this one does the same with Pulumi's own entry point, `@pulumi/pulumi/cmd/run`.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { version } from "@pulumi/pulumi/package.json";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { endWithParent } from "../../emulator/plugin/end-with-parent";
import { listen } from "../../emulator/plugin/listen";

/** The exit status with which Pulumi's entry point says: the person has been told what is wrong. */
const TOLD = 32;

/** Starts the host and prints its port, as the engine expects of a plugin. */
async function main(engine: string): Promise<void> {
  const server = new grpc.Server();
  server.addService(LanguageRuntimeService, {
    getRequiredPackages: answer(() => new proto.GetRequiredPackagesResponse()),
    getRequiredPlugins: answer(() => new proto.GetRequiredPluginsResponse()),
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
    handshake: answer(() => new proto.LanguageHandshakeResponse()),
    runtimeOptionsPrompts: answer(() => new proto.RuntimeOptionsResponse()),
    cancel: answer(() => new Empty()),
    run: answer((request: proto.RunRequest) => run(engine, request)),
    runPlugin,
  });
  const port = await listen(server);
  process.stdout.write(`${port}\n`);
  endWithParent();
}

async function run(engine: string, request: proto.RunRequest): Promise<proto.RunResponse> {
  const info = request.getInfo();
  const options = (info?.getOptions()?.toJavaScript() ?? {}) as { readonly nodeargs?: string };
  const child = spawn(
    process.execPath,
    [
      ...(options.nodeargs ?? "").split(" ").filter((word) => word !== ""),
      require.resolve("@pulumi/pulumi/cmd/run"),
      `--monitor=${request.getMonitorAddress()}`,
      `--engine=${engine}`,
      `--project=${request.getProject()}`,
      `--stack=${request.getStack()}`,
      `--organization=${request.getOrganization()}`,
      `--root-directory=${info?.getRootDirectory() ?? ""}`,
      `--parallel=${request.getParallel()}`,
      ...(request.getDryrun() ? ["--dry-run"] : []),
      `--pwd=${request.getPwd()}`,
      info?.getEntryPoint() ?? ".",
    ],
    {
      cwd: info?.getProgramDirectory() ?? request.getPwd(),
      stdio: ["ignore", "inherit", "inherit"],
      env: environmentFor(request),
    },
  );
  process.once("exit", () => child.kill("SIGKILL"));
  const status = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("exit", resolve),
  );
  if (status === TOLD) return new proto.RunResponse().setBail(true);
  return new proto.RunResponse().setError(status === 0 ? "" : `the program ended with status ${String(status)}`);
}

/** Runs a policy pack. Other plugins written for Node would start otherwise, and there are none. */
const runPlugin: grpc.handleServerStreamingCall<proto.RunPluginRequest, proto.RunPluginResponse> = (call) => {
  const { request } = call;
  const info = request.getInfo();
  const program = join(info?.getProgramDirectory() ?? request.getPwd(), info?.getEntryPoint() ?? ".");
  const entryPoint = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [entryPoint, ...request.getArgsList(), program], {
    cwd: request.getPwd(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...variablesIn(request.getEnvList()) },
  });
  child.stdout.on("data", (bytes: Buffer) => call.write(new proto.RunPluginResponse().setStdout(bytes)));
  child.stderr.on("data", (bytes: Buffer) => call.write(new proto.RunPluginResponse().setStderr(bytes)));
  child.once("error", (error) => call.destroy(error));
  child.once("close", (status) => {
    call.write(new proto.RunPluginResponse().setExitcode(status ?? 1));
    call.end();
  });
  call.once("cancelled", () => child.kill());
  process.once("exit", () => child.kill("SIGKILL"));
};

/** From "NAME=value". */
function variablesIn(pairs: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
}

/** The program takes its settings from two variables, as Pulumi's own host sets them. */
function environmentFor(request: proto.RunRequest): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

function answer<Request, Response>(
  respond: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    void Promise.resolve(request)
      .then(respond)
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
        },
      );
  };
}

void main(process.argv.at(-1) ?? "");
