/**
 * A stack file as plain data that remembers where each value stands. It takes any bytes: what is not UTF-8, not YAML
 * or not plain (duplicate keys, aliases, tags, keys that are no words) becomes a problem with its place.
 */
import { readFileSync } from "node:fs";
import * as yaml from "yaml";
import type { Path, Position, Problem } from "./problem";

/** What a stack file can hold. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export class StackFile {
  constructor(
    /** The name to show, as the person gave it. */
    readonly file: string,
    readonly content: Plain,
    /** What is wrong with it as a file, whatever the settings mean. */
    readonly problems: readonly Problem[],
    private readonly places: ReadonlyMap<string, Place>,
  ) {}

  /** Whether the file itself sets this. */
  has(path: Path): boolean {
    return this.places.has(keyOf(path));
  }

  /** A problem at the value of that path, or at the nearest thing around it that the file has. */
  problemAt(path: Path, message: string): Problem {
    return this.#problem(path, message, (place) => place.value);
  }

  /** The same at the key, for what is wrong with the name itself. */
  problemAtKey(path: Path, message: string): Problem {
    return this.#problem(path, message, (place) => place.key);
  }

  #problem(path: Path, message: string, where: (place: Place) => Position): Problem {
    let length = path.length;
    while (length > 0 && !this.places.has(keyOf(path.slice(0, length)))) length--;
    const place = this.places.get(keyOf(path.slice(0, length)));
    // What is missing is told at the key of what it is missing from: its value may start on another line.
    const position = place === undefined ? TOP : length === path.length ? where(place) : place.key;
    return { file: this.file, position, path, message };
  }
}

interface Place {
  readonly key: Position;
  readonly value: Position;
}

const TOP: Position = { line: 1, column: 1 };
const MOST_BYTES = 1024 * 1024;
/** What makes the parser slow, where there is nothing between them. */
const MOST_SIGNS = 100_000;
const DEEPEST = 32;

/** A path as a key of a map; JSON tells "1" from 1 and "a.b" from ["a", "b"]. */
function keyOf(path: Path): string {
  return JSON.stringify(path);
}

/** Reads and parses; problems of the file system (no such file, no right to read) are thrown as they are. */
export function readStackFile(path: string, shownAs = path): StackFile {
  return parseStackFile(readFileSync(path), shownAs);
}

/** Parses the bytes of a stack file. Never throws. */
export function parseStackFile(bytes: Uint8Array, file: string): StackFile {
  const failed = (position: Position, message: string) =>
    new StackFile(file, null, [{ file, position, path: [], message }], new Map());
  if (bytes.length > MOST_BYTES) {
    return failed(TOP, `${bytes.length} bytes are no stack file; at most ${MOST_BYTES} are read`);
  }
  const text = new TextDecoder("utf-8").decode(bytes);
  const bad = firstBadByte(bytes, text);
  if (bad !== undefined) {
    return failed(
      positionIn(bytes, bad),
      `byte 0x${bytes.subarray(bad, bad + 1)[0]?.toString(16) ?? ""} is not UTF-8; save the file as UTF-8`,
    );
  }
  const signs = text.match(/[[\]{},%!&*"'\\]/g)?.length ?? 0;
  if (signs > MOST_SIGNS) {
    return failed(TOP, `${signs} brackets, commas, quotes and signs are no stack file; at most ${MOST_SIGNS} are read`);
  }
  const lines = new yaml.LineCounter();
  // Duplicate keys are found below, where it takes one look-up a key instead of one for each pair.
  const document = yaml.parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    version: "1.2",
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return new StackFile(file, null, describeFaults(faults, file, at), new Map());
  if (document.directives.yaml.explicit) return failed(TOP, "a %YAML directive changes what the rest means; remove it");
  const reader = new Reader(file, at);
  const content = reader.read(document.contents, []);
  return new StackFile(file, withPlainSwitches(content), reader.problems, reader.places);
}

/**
 * `pulumi stack init` and `pulumi config set` write the file anew, and with it each true and false directly below
 * config as text.
 */
function withPlainSwitches(content: Plain): Plain {
  if (!isMap(content) || !isMap(content.config)) return content;
  const switches: Readonly<Record<string, boolean>> = { true: true, false: false };
  const plain = Object.entries(content.config).map(([key, value]) => [
    key,
    typeof value === "string" && Object.hasOwn(switches, value) ? switches[value] : value,
  ]);
  return { ...content, config: Object.fromEntries(plain) as Readonly<Record<string, Plain>> };
}

function isMap(value: Plain | undefined): value is Readonly<Record<string, Plain>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the YAML parser has against the file; a stack overflow is told once, and in our words. */
function describeFaults(
  faults: readonly yaml.YAMLError[],
  file: string,
  at: (offset: number) => Position,
): readonly Problem[] {
  const problem = (fault: yaml.YAMLError, message: string) => ({ file, position: at(fault.pos[0]), path: [], message });
  const overflow = faults.find(({ message }) => message.includes("call stack"));
  if (overflow) return [problem(overflow, `nested too deeply to read; at most ${DEEPEST} levels are allowed`)];
  return faults.map((fault) =>
    fault.code === "MULTIPLE_DOCS"
      ? problem(fault, "a second document begins; a stack file is one")
      : problem(fault, `not YAML as it should be: ${fault.message.split("\n", 1).join()}`),
  );
}

/** The offset of the first byte that is not UTF-8: where the bytes differ from those of the text read from them. */
function firstBadByte(bytes: Uint8Array, text: string): number | undefined {
  const again = new TextEncoder().encode(text);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let i = start; i < bytes.length; i++) if (bytes[i] !== again[i - start]) return i;
  return undefined;
}

function positionIn(bytes: Uint8Array, offset: number): Position {
  const before = bytes.subarray(0, offset);
  const line = before.filter((byte) => byte === 0x0a).length + 1;
  return { line, column: offset - before.lastIndexOf(0x0a) };
}

/** Turns nodes into plain data and notes where each stands. */
class Reader {
  readonly problems: Problem[] = [];
  readonly places = new Map<string, Place>();

  constructor(
    private readonly file: string,
    private readonly at: (offset: number) => Position,
  ) {}

  read(node: unknown, path: Path): Plain {
    if (yaml.isAlias(node)) {
      return this.refuse(
        node,
        path,
        "aliases are not read, as they hide what a region really gets; write the value out",
      );
    }
    if (path.length > DEEPEST) return this.refuse(node, path, `deeper than ${DEEPEST} levels`);
    if (yaml.isMap(node)) return this.readMap(node, path);
    if (yaml.isSeq(node)) {
      return node.items.map((item, index) => {
        const place = this.positionOf(item);
        this.places.set(keyOf([...path, index]), { key: place, value: place });
        return this.read(item, [...path, index]);
      });
    }
    if (!yaml.isScalar(node) || node.value === undefined) return null;
    return this.readScalar(node, path);
  }

  private readScalar(node: yaml.Scalar, path: Path): Plain {
    const { value } = node;
    if (typeof value === "number" && /^[-+]?0\d/.test(node.source ?? "")) {
      return this.refuse(node, path, "a number that begins with 0, which others read as octal; write it without");
    }
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null) {
      return value;
    }
    return this.refuse(node, path, "only text, numbers, true, false, lists and maps are read");
  }

  private readMap(node: yaml.YAMLMap, path: Path): Plain {
    const entries = new Map<string, Plain>();
    for (const { key, value } of node.items) {
      const name = yaml.isScalar(key) ? key.value : undefined;
      if (typeof name !== "string") {
        this.refuse(key, path, "a key must be a word; put it in quotes if it is a number, true, false or empty");
        continue;
      }
      const inner = [...path, name];
      if (name === "__proto__") {
        this.refuse(key, inner, "is no name for anything");
        continue;
      }
      const place = {
        key: this.positionOf(key),
        // What is wrong with a map or list as a whole is mended at its name: its own beginning may be lines below.
        value: yaml.isScalar(value) ? this.positionOf(value) : this.positionOf(key),
      };
      if (entries.has(name)) {
        this.problems.push({
          file: this.file,
          position: place.key,
          path: inner,
          message: `stands twice; it is already on line ${this.lineOf(inner)}, and only one can hold: remove the other`,
        });
        continue;
      }
      this.places.set(keyOf(inner), place);
      entries.set(name, this.read(value, inner));
    }
    return Object.fromEntries(entries);
  }

  private refuse(node: unknown, path: Path, message: string): null {
    this.problems.push({ file: this.file, position: this.positionOf(node), path, message });
    return null;
  }

  private lineOf(path: Path): number {
    return (this.places.get(keyOf(path))?.key ?? TOP).line;
  }

  private positionOf(node: unknown): Position {
    return yaml.isNode(node) && node.range ? this.at(node.range[0]) : TOP;
  }
}
