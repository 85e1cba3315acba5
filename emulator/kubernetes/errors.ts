/** What an API server answers instead of what it was asked for. */
import type { Properties } from "../model";
import { listAt, mapAt, pluck } from "./object";

/** An answer that is an error, as the server words it. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    /** For example "AlreadyExists". */
    readonly reason: string,
    message: string,
    readonly details: Properties = {},
  ) {
    super(message);
  }
}

/** The server does not know such a kind. */
export class NoSuchKind extends Error {
  override readonly name = "NoSuchKind";
}

const HELP =
  "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/#handle-field-conflicts-on-existing-resources";

/** The error that an answer's body tells. */
export function errorOf(status: number, body: string): ApiError {
  try {
    const said = JSON.parse(body) as Properties;
    const { reason, message } = said;
    if (typeof message === "string") {
      return new ApiError(status, typeof reason === "string" ? reason : "", message, mapAt(said, "details"));
    }
  } catch {
    // Not every error comes from the API server itself: a proxy's are text.
  }
  return new ApiError(status, "", `the API server answered ${status}: ${body.slice(0, 400)}`);
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

export function hasReason(error: unknown, reason: string): error is ApiError {
  return error instanceof ApiError && error.reason === reason;
}

/** It is the namespace that is missing. */
export function isNamespaceMissing(error: unknown): boolean {
  return isNotFound(error) && error instanceof ApiError && error.details.kind === "namespaces";
}

/** The server has no such way of trying. */
export function cannotTry(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && /does not support dry ?run/i.test(error.message);
}

/** The server may answer the next time: it is overburdened, away or out of reach. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 429 || error.status >= 500;
  return error instanceof Error && "code" in error;
}

/** A conflict with the help that it needs: who owns which field. */
export function conflictInWords(error: unknown, manager: string): unknown {
  if (!hasReason(error, "Conflict")) return error;
  const fields = listAt(error.details, "causes").map((cause) => {
    const [field, message] = [pluck(cause, "field"), pluck(cause, "message")].map(String);
    return `  ${field ?? ""}: ${message ?? ""}`;
  });
  return new ApiError(
    error.status,
    error.reason,
    [
      `server-side apply field conflict detected, see ${HELP} for troubleshooting help`,
      `The resource managed by field manager "${manager}" had an apply conflict: ${error.message}`,
      ...fields,
    ].join("\n"),
    error.details,
  );
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
