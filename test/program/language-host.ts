/**
 * Runs the program as `pulumi up` does: Pulumi's own entry point in a process of its own, talking to the engine's two
 * services over gRPC. Only the engine behind them is ours.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { parse } from "yaml";
import * as empty from "google-protobuf/google/protobuf/empty_pb";
import { Emulator } from "../../emulator/emulator";
import { notFound } from "../../emulator/in-process";
import { Monitor, type MonitorOptions, type RegisteredResource } from "../../emulator/monitor";
import { listen } from "../../emulator/plugin/listen";
import { toWire } from "../../emulator/wire";

export const REPOSITORY = join(__dirname, "../..");

export interface HostedRun {
  readonly exitCode: number | null;
  readonly resources: readonly RegisteredResource[];
  readonly refusals: readonly string[];
  /** What the program told the person: errors and warnings. */
  readonly messages: readonly string[];
}

export interface HostOptions {
  readonly stack: string;
  /** The folder with Pulumi.yaml and the stack files. */
  readonly rootDirectory?: string;
  readonly stackOutputs?: MonitorOptions["stackOutputs"];
  /** What the engine was given besides the stack file, each value as text. */
  readonly otherConfig?: Readonly<Record<string, string>>;
  /** The person's kubeconfig; without it, they have none. */
  readonly kubeconfig?: string;
}

/** Runs the repository's program for a stack, as the language host would be told to by Pulumi.yaml. */
export async function runAsPulumi(options: HostOptions): Promise<HostedRun> {
  const { stack, rootDirectory = REPOSITORY, stackOutputs, otherConfig, kubeconfig = NOWHERE } = options;
  const project = "agno-platform";
  const monitor = new Monitor({ project, stack, emulator: new Emulator(), ...(stackOutputs && { stackOutputs }) });
  const messages: string[] = [];
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, handlersOf(monitor));
  server.addService(EngineService, engineHandlers(messages));
  const port = await listen(server);
  try {
    const address = `127.0.0.1:${port}`;
    const config = { ...engineConfigOf(join(rootDirectory, `Pulumi.${stack}.yaml`)), ...otherConfig };
    const variables = { PULUMI_CONFIG: JSON.stringify(config), KUBECONFIG: kubeconfig };
    const exitCode = await runEntryPoint(variables, [
      `--monitor=${address}`,
      `--engine=${address}`,
      `--project=${project}`,
      `--stack=${stack}`,
      "--organization=organization",
      `--root-directory=${rootDirectory}`,
      "--parallel=16",
      "--dry-run",
      `--pwd=${REPOSITORY}`,
      ".",
    ]);
    return { exitCode, resources: monitor.resources, refusals: monitor.refusals, messages };
  } finally {
    server.forceShutdown();
  }
}

/** As the engine reads a stack file: every value as text, maps and lists as JSON. */
function engineConfigOf(path: string): Readonly<Record<string, string>> {
  const { config } = parse(readFileSync(path, "utf8")) as { config: Readonly<Record<string, unknown>> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** A path at which there is nothing. */
const NOWHERE = join(__dirname, "no-kubeconfig");

function runEntryPoint(variables: Readonly<Record<string, string>>, args: readonly string[]): Promise<number | null> {
  const entryPoint = require.resolve("@pulumi/pulumi/cmd/run");
  const child = spawn(process.execPath, ["--require", "./loader.cjs", entryPoint, ...args], {
    cwd: REPOSITORY,
    stdio: "ignore",
    env: { ...process.env, ...variables },
  });
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
}

type Handler<Request, Response> = grpc.handleUnaryCall<Request, Response>;

function handlersOf(monitor: Monitor): grpc.UntypedServiceImplementation {
  const unary =
    <Request, Response>(answer: (request: Request) => Response): Handler<Request, Response> =>
    ({ request }, callback) => {
      callback(null, answer(request));
    };
  const readResource: Handler<proto.ReadResourceRequest, proto.ReadResourceResponse> = ({ request }, callback) => {
    const found = monitor.read(request);
    if (found === undefined) {
      callback(notFound(request));
      return;
    }
    callback(null, new proto.ReadResourceResponse().setUrn(found.urn).setProperties(toWire(found.outputs)));
  };
  return {
    readResource,
    supportsFeature: unary((request: proto.SupportsFeatureRequest) =>
      new proto.SupportsFeatureResponse().setHassupport(monitor.supports(request.getId())),
    ),
    registerResource: unary((request: proto.RegisterResourceRequest) => {
      const { urn, id, outputs } = monitor.register(request);
      return new proto.RegisterResourceResponse().setUrn(urn).setId(id).setObject(toWire(outputs));
    }),
    registerResourceOutputs: unary((request: proto.RegisterResourceOutputsRequest) => {
      monitor.complete(request);
      return new empty.Empty();
    }),
    registerPackage: unary(() => new proto.RegisterPackageResponse()),
    signalAndWaitForShutdown: unary(() => new empty.Empty()),
  };
}

function engineHandlers(messages: string[]): grpc.UntypedServiceImplementation {
  let root = "";
  const log: Handler<engine.LogRequest, empty.Empty> = ({ request }, callback) => {
    if (request.getSeverity() >= engine.LogSeverity.WARNING) messages.push(request.getMessage());
    callback(null, new empty.Empty());
  };
  const setRootResource: Handler<engine.SetRootResourceRequest, engine.SetRootResourceResponse> = (
    { request },
    callback,
  ) => {
    root = request.getUrn();
    callback(null, new engine.SetRootResourceResponse());
  };
  const getRootResource: Handler<engine.GetRootResourceRequest, engine.GetRootResourceResponse> = (_, callback) => {
    const response = new engine.GetRootResourceResponse();
    response.setUrn(root);
    callback(null, response);
  };
  return { log, setRootResource, getRootResource };
}
