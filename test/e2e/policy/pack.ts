/** The started policy pack, spoken with as the engine does: once for hundreds of stacks. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../../../emulator/model";
import type { RegisteredResource } from "../../../emulator/monitor";
import { REPOSITORY } from "../../program/language-host";

/** What a policy said of a resource. */
export interface Said {
  readonly policy: string;
  readonly urn: string;
  readonly level: "mandatory" | "advisory";
  readonly message: string;
}

export interface Pack {
  /** Seconds until it could be asked. */
  readonly start: number;
  /** Names of its policies. */
  policies(): Promise<readonly string[]>;
  /**
   * All that it says of a stack, sorted.
   *
   * @param asked Resources about which it has been asked before, and had nothing against them.
   */
  analyze(resources: readonly RegisteredResource[], asked?: readonly RegisteredResource[]): Promise<readonly Said[]>;
  stop(): Promise<void>;
}

/** Starts a pack by Pulumi's own starter, as the engine's language host does: the repository's, or that of a folder. */
export async function startPack(folder = join(REPOSITORY, "policy")): Promise<Pack> {
  const began = performance.now();
  const starter = join(REPOSITORY, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [starter, "127.0.0.1:1", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const [port] = (await Promise.race([once(lines, "line"), once(child, "exit")])) as [string];
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
  });
  const start = (performance.now() - began) / 1000;
  return {
    start,
    policies: async () => {
      const info = await call<proto.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done));
      return info.getPoliciesList().map((policy) => policy.getName());
    },
    analyze: async (resources, asked = []) => sorted(await analyzeAll(client, resources, asked)),
    stop: async () => {
      client.close();
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}

function call<T>(ask: (done: (error: grpc.ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, answer) => {
      if (error === null) resolve(answer);
      else reject(error);
    });
  });
}

/** Each resource by its inputs, then all together by their outputs. */
async function analyzeAll(
  client: AnalyzerClient,
  resources: readonly RegisteredResource[],
  asked: readonly RegisteredResource[],
): Promise<readonly Said[]> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const said: Said[] = [];
  for (const resource of resources.filter((one) => !asked.includes(one))) {
    const request = new proto.AnalyzeRequest();
    describe(request, resource, resource.inputs, byUrn);
    const answer = await call<proto.AnalyzeResponse>((done) => client.analyze(request, done));
    // The engine knows which resource it asked about.
    said.push(...answer.getDiagnosticsList().map((one) => saidBy(one, resource.urn)));
  }
  const request = new proto.AnalyzeStackRequest();
  request.setResourcesList(
    resources.map((resource) => {
      const described = new proto.AnalyzerResource();
      describe(described, resource, { ...resource.inputs, ...resource.outputs }, byUrn);
      described.setParent(resource.parent);
      return described;
    }),
  );
  const answer = await call<proto.AnalyzeResponse>((done) => client.analyzeStack(request, done));
  return [...said, ...answer.getDiagnosticsList().map((one) => saidBy(one, one.getUrn()))];
}

function describe(
  request: proto.AnalyzeRequest | proto.AnalyzerResource,
  resource: RegisteredResource,
  properties: Properties,
  byUrn: ReadonlyMap<string, RegisteredResource>,
): void {
  request.setUrn(resource.urn);
  request.setType(resource.type);
  request.setName(resource.name);
  request.setProperties(structOf(properties));
  request.setOptions(new proto.AnalyzerResourceOptions());
  const provider = byUrn.get(resource.provider.slice(0, resource.provider.lastIndexOf("::")));
  if (provider === undefined) return;
  const described = new proto.AnalyzerProviderResource();
  described.setUrn(provider.urn);
  described.setType(provider.type);
  described.setName(provider.name);
  described.setProperties(structOf(provider.inputs));
  request.setProvider(described);
}

/** The engine hands over what JSON can say. */
function structOf(properties: Properties): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Record<string, never>);
}

function saidBy(one: proto.AnalyzeDiagnostic, urn: string): Said {
  const level = one.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY ? "mandatory" : "advisory";
  return { policy: one.getPolicyname(), urn, level, message: one.getMessage() };
}

/** In an order that does not depend on who asked in which. */
export function sorted(said: readonly Said[]): readonly Said[] {
  const key = ({ policy, urn, message }: Said) => `${policy} ${urn} ${message}`;
  return [...said].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
