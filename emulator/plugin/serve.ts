/** Serves a provider over the engine's protocol, as an executable plugin does: it prints its port and answers. */
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as google from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../model";
import { changesBetween } from "./changes";
import { endWithParent } from "./end-with-parent";
import { listen } from "./listen";
import { notReadyStatus } from "./not-ready";
import { type Difference, NotReady, type Provider, type Subject, type Wanted } from "./provider";

/** The longest message, in bytes: a large resource's state crosses as one. */
const LONGEST_MESSAGE = 400 * 1024 * 1024;

/**
 * Starts the server on a free loopback port, tells the engine by printing it, and ends when the engine does.
 *
 * @param version What the plugin says it is, semver.
 */
export async function serve(provider: Provider, version: string): Promise<void> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": LONGEST_MESSAGE });
  server.addService(ResourceProviderService, handlersOf(provider, version));
  const port = await listen(server);
  process.stdout.write(`${port}\n`);
  endWithParent();
}

function handlersOf(provider: Provider, version: string): grpc.UntypedServiceImplementation {
  return {
    ...lifecycleOf(provider, version),
    ...handlersOfExisting(provider),
    check: answer(async (request: proto.CheckRequest) => {
      const before = request.getOlds();
      const { inputs, failures } = await provider.check(
        subjectOf(request),
        fromStruct(request.getNews()),
        before && fromStruct(before),
      );
      const list = failures.map(({ property, reason }) =>
        new proto.CheckFailure().setProperty(property).setReason(reason),
      );
      return new proto.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(list);
    }),
    diff: answer(async (request: proto.DiffRequest) => toDiff(await provider.diff(wantedOf(request)))),
    create: answer(async (request: proto.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const { id, outputs } = await provider.create(subjectOf(request), inputs, request.getPreview());
      return new proto.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    update: answer(async (request: proto.UpdateRequest) => {
      const outputs = await provider.update(wantedOf(request), request.getPreview());
      return new proto.UpdateResponse().setProperties(toStruct(outputs));
    }),
  };
}

/** What concerns a resource that exists. */
function handlersOfExisting(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    read: answer(async (request: proto.ReadRequest) => {
      const [inputs, outputs] = [fromStruct(request.getInputs()), fromStruct(request.getProperties())];
      const found = await provider.read({ ...subjectOf(request), id: request.getId(), inputs, outputs });
      // An empty id is the protocol's word for "gone".
      if (found === undefined) return new proto.ReadResponse();
      return new proto.ReadResponse()
        .setId(found.id)
        .setInputs(toStruct(found.inputs))
        .setProperties(toStruct(found.outputs));
    }),
    delete: answer(async (request: proto.DeleteRequest) => {
      const [inputs, outputs] = [fromStruct(request.getOldInputs()), fromStruct(request.getProperties())];
      await provider.delete({ ...subjectOf(request), id: request.getId(), inputs, outputs });
      return new google.Empty();
    }),
  };
}

/** What concerns the plugin as a whole. */
function lifecycleOf(provider: Provider, version: string): grpc.UntypedServiceImplementation {
  return {
    attach: answer(() => Promise.resolve(new google.Empty())),
    cancel: answer(() => Promise.resolve(new google.Empty())),
    getPluginInfo: answer(() => Promise.resolve(new plugin.PluginInfo().setVersion(version))),
    checkConfig: answer((request: proto.CheckRequest) =>
      Promise.resolve(new proto.CheckResponse().setInputs(request.getNews())),
    ),
    diffConfig: answer((request: proto.DiffRequest) => {
      const [before, after] = [fromStruct(request.getOldInputs()), fromStruct(request.getNews())];
      const nothing = { changed: changesBetween(before, after), replaces: [], deleteBeforeReplace: false };
      return Promise.resolve(toDiff(provider.diffSettings?.(before, after) ?? nothing));
    }),
    configure: answer(async (request: proto.ConfigureRequest) => {
      await provider.configure(fromStruct(request.getArgs()));
      // Secrets are not asked for: the engine marks what it handed over as such again where it comes back.
      return new proto.ConfigureResponse().setSupportspreview(true).setAcceptresources(false).setAcceptsecrets(false);
    }),
  };
}

function toDiff({ changed, replaces, deleteBeforeReplace }: Difference): proto.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse()
    .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList([...changed])
    .setReplacesList([...replaces])
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  const { UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
  for (const key of changed) {
    const kind = replaces.includes(key) ? UPDATE_REPLACE : UPDATE;
    response.getDetaileddiffMap().set(key, new proto.PropertyDiff().setKind(kind).setInputdiff(true));
  }
  return response;
}

interface Named {
  getUrn(): string;
  getType(): string;
  getName(): string;
}

function subjectOf(request: Named): Subject {
  return { urn: request.getUrn(), type: request.getType(), name: request.getName() };
}

function wantedOf(request: proto.DiffRequest | proto.UpdateRequest): Wanted {
  return {
    ...subjectOf(request),
    id: request.getId(),
    inputs: fromStruct(request.getOldInputs()),
    outputs: fromStruct(request.getOlds()),
    wanted: fromStruct(request.getNews()),
    ignoreChanges: request.getIgnorechangesList(),
  };
}

function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Record<string, never>);
}

function answer<Request, Response>(
  respond: (request: Request) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    respond(request).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(
          error instanceof NotReady ? notReadyStatus(error) : { code: grpc.status.UNKNOWN, details: wordsOf(error) },
        );
      },
    );
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
