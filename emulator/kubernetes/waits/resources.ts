/** Quotas, volumes and tokens: ready when a controller has done its part. */
import { isDeepStrictEqual } from "node:util";
import { isMap, mapAt, pluck } from "../object";
import type { Look, Wait } from "./wait";

const MINUTE = 60_000;
const STORAGE_CLASS = { group: "storage.k8s.io", version: "v1", kind: "StorageClass" };

const lookAtQuota: Look = ({ object }) => {
  const [wanted, hard] = [pluck(object, "spec", "hard"), pluck(object, "status", "hard")];
  const ready = isMap(wanted) && isMap(hard) && isDeepStrictEqual(wanted, hard);
  return { ready, reasons: ["its status does not have the limits of its spec"] };
};

const lookAtVolume: Look = ({ object }) => {
  const phase = String(pluck(object, "status", "phase"));
  return { ready: phase === "Available" || phase === "Bound", reasons: [`its phase is ${phase}`] };
};

const lookAtClaim: Look = async ({ cluster, object, before }) => {
  const phase = String(pluck(object, "status", "phase"));
  const reasons = [`its phase is ${phase}`];
  // What was bound stays so.
  if (before !== undefined && phase === "Bound") return { ready: true };
  const name = pluck(object, "spec", "storageClassName");
  const sort = typeof name === "string" && name !== "" ? name : undefined;
  const found = sort && (await cluster.find({ kind: STORAGE_CLASS, namespace: undefined, name: sort }));
  const isLazy = pluck(found, "volumeBindingMode") === "WaitForFirstConsumer";
  return { ready: phase === (isLazy ? "Pending" : "Bound"), reasons };
};

const lookAtSecret: Look = ({ object }) => {
  // Only of this type are contents that a controller fills in.
  const isFilled = object.type === "kubernetes.io/service-account-token";
  const ready = !isFilled || Object.keys(mapAt(object, "data")).length > 0;
  return { ready, reasons: ["its token is not there"] };
};

export const quotaCounted: Wait = { start: () => lookAtQuota, longestMs: MINUTE };
export const volumeAvailable: Wait = { start: () => lookAtVolume, longestMs: 5 * MINUTE };
export const claimBound: Wait = { start: () => lookAtClaim, longestMs: 5 * MINUTE };
export const secretFilled: Wait = { start: () => lookAtSecret, longestMs: 5000 };
