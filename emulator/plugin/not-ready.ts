/** How the protocol says "made, but not ready": an error that carries what was made. */
import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { NotReady } from "./provider";

/** The engine keeps the resource in its state and marks it as not initialized. */
export function notReadyStatus({ made, reasons, message }: NotReady): Partial<grpc.StatusObject> {
  const detail = new ErrorResourceInitFailed()
    .setId(made.id)
    .setProperties(Struct.fromJavaScript(made.outputs as Record<string, never>))
    .setInputs(Struct.fromJavaScript(made.inputs as Record<string, never>))
    .setReasonsList([...reasons]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(message).setDetailsList([packed]);
  const metadata = new grpc.Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code: grpc.status.UNKNOWN, details: message, metadata };
}
