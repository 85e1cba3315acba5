/**
 * The monitor as the SDK sees it, without gRPC between them. Answers are not wire messages but what the SDK reads of
 * them: making messages would cost more than all else that the emulator does.
 */
import { type ServiceError, Metadata, status } from "@grpc/grpc-js";
import type * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { Monitor, Registered } from "./monitor";

type Callback<T> = (error: ServiceError | null, response?: T) => void;

/** What Pulumi's runtime calls of a resource monitor. */
export function clientOf(monitor: Monitor) {
  return {
    supportsFeature: (request: proto.SupportsFeatureRequest, callback: Callback<object>) => {
      callback(null, { getHassupport: () => monitor.supports(request.getId()) });
    },
    registerResource: (request: proto.RegisterResourceRequest, callback: Callback<object>) => {
      callback(null, messageOf(monitor.register(request)));
    },
    readResource: (request: proto.ReadResourceRequest, callback: Callback<object>) => {
      const found = monitor.read(request);
      if (found) callback(null, messageOf(found));
      else callback(notFound(request));
    },
    registerResourceOutputs: (request: proto.RegisterResourceOutputsRequest, callback: Callback<object>) => {
      monitor.complete(request);
      callback(null, {});
    },
    invoke: (request: proto.ResourceInvokeRequest, callback: Callback<object>) => {
      monitor.refuseInvoke(request.getTok());
      callback(null, { getFailuresList: () => [], getReturn: () => undefined });
    },
  };
}

function messageOf({ urn, id, outputs }: Registered) {
  const struct = { toJavaScript: () => outputs };
  return {
    getUrn: () => urn,
    getId: () => id,
    getObject: () => struct,
    getProperties: () => struct,
    getPropertydependenciesMap: () => undefined,
    getResult: () => 0,
  };
}

/** The engine's answer where there is nothing to read. */
export function notFound(request: proto.ReadResourceRequest): ServiceError {
  const error = new Error(`there is no ${request.getType()} ${request.getId()}`);
  return Object.assign(error, { code: status.NOT_FOUND, details: error.message, metadata: new Metadata() });
}
