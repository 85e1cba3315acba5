/** Properties that speak up when a rule reads what nobody knows yet, so that no rule passes for want of a value. */
import { runtime } from "@pulumi/pulumi";
import { SECRET, UNKNOWN } from "../emulator/wire";

/** Who is told of reads, and named where one cannot be judged. */
export interface Reader {
  readonly urn: string;
  readonly name: string;
  /** Told of each property that is read: for tests. */
  readonly onRead?: (path: string) => void;
  /** Takes note of a property that may be known later, and lets the rule go on; false where it may not. */
  readonly isLate?: (path: string, because: string) => boolean;
}

/** A rule read something that it cannot judge by. */
export class Unjudgeable extends Error {
  override readonly name = "Unjudgeable";

  /**
   * @param of Whose property it is.
   * @param path Which, such as "spec.template.spec.containers.0.image".
   * @param because In words: "unknown until the update", "spelt …".
   */
  constructor(
    readonly of: Reader,
    readonly path: string,
    readonly because: string,
  ) {
    super(`${path} is ${because}`);
  }
}

/** The engine's marks for values of each type that only an update will tell, and the offline preview's. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  runtime.unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Why a value cannot be judged; undefined where it can. */
function veil(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (UNKNOWNS.has(value)) return "unknown until the update";
  return value === SECRET ? "a secret, which a preview does not see" : undefined;
}

/**
 * The same properties, guarded: reading an unknown or secret one throws {@link Unjudgeable}, and so does one that is
 * there in snake_case only, which neither Google nor Kubernetes would read.
 */
export function watched<T extends object>(value: T, reader: Reader, path = ""): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const read: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol" || typeof read === "function" || (Array.isArray(target) && key === "length"))
        return read;
      const at = path === "" ? key : `${path}.${key}`;
      if (read === undefined) {
        refuseSnakeCase(target, key, at, reader);
        return read;
      }
      reader.onRead?.(at);
      const because = veil(read);
      if (because !== undefined && reader.isLate?.(at, because) !== true) throw new Unjudgeable(reader, at, because);
      return typeof read === "object" && read !== null ? watched(read, reader, at) : read;
    },
  });
}

function refuseSnakeCase(target: object, key: string, at: string, reader: Reader): void {
  if (!/[a-z][A-Z]/.test(key)) return;
  const snake = key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  if (Object.hasOwn(target, snake))
    throw new Unjudgeable(reader, at, `spelt ${snake}, which nobody reads: write ${key}`);
}

const LONGEST = 120;

/** A value for a message, also where it is not known; cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "not set";
  let text: string;
  try {
    text = typeof value === "string" ? value : JSON.stringify(value);
  } catch {
    text = "not known in full";
  }
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text === "" ? '""' : text;
}
