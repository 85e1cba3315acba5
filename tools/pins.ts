/** What a set's go.mod pins. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CannotBuild } from "./cannot-build";

export interface Pins {
  /** The texts of go.mod and go.sum. */
  readonly texts: readonly string[];
  /** The oldest Go that builds it: "1.26.0". */
  readonly go: string;
  /** The version of a module: "v1.36.3". */
  versionOf(module: string): string;
}

/** @param folder The set's folder. */
export function readPins(folder: string): Pins {
  const [goMod, goSum] = ["go.mod", "go.sum"].map((file) => readFileSync(join(folder, file), "utf8")) as [
    string,
    string,
  ];
  return {
    texts: [goMod, goSum],
    go: /^go (\S+)$/m.exec(goMod)?.[1] ?? "0",
    versionOf(module) {
      const line = goMod.split("\n").find((line) =>
        line
          .replace(/^require /, "")
          .trim()
          .startsWith(`${module} v`),
      );
      const version = line === undefined ? undefined : / (v\S+)/.exec(line)?.[1];
      if (version === undefined) throw new CannotBuild(`${join(folder, "go.mod")} does not pin ${module}`);
      return version;
    },
  };
}
