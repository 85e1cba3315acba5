/** Values as they cross the wire between a program and the engine, and as plain data. */
import * as pulumi from "@pulumi/pulumi";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./model";

/** What stands for a secret where its value must not be seen. */
export const SECRET = "[secret]";
/** What stands for a value that only an update will tell. */
export const UNKNOWN = "[unknown]";

/** Plain data of a wire struct: secrets and unknown values are marked, resources are their URNs. */
export function fromWire(struct: Struct | undefined): Properties {
  return struct === undefined ? {} : (plain(struct.toJavaScript()) as Properties);
}

/** Plain data as a wire struct. */
export function toWire(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Record<string, never>);
}

function plain(value: unknown): unknown {
  if (value === pulumi.runtime.unknownValue) return UNKNOWN;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const properties = value as Readonly<Record<string, unknown>>;
  switch (properties[pulumi.runtime.specialSigKey]) {
    case pulumi.runtime.specialSecretSig:
      return SECRET;
    case pulumi.runtime.specialResourceSig:
      return properties.urn;
    default:
      return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, plain(inner)]));
  }
}
