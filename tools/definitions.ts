/**
 * The definitions (CRDs) of the kinds that others have invented and the platform makes objects of: as their modules have
 * them, and in our own words (crds/*.yaml) where no registry hands them out.
 */
import { readFileSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { tools } from "./tools";

export interface Definition {
  /** "virtualservices.networking.istio.io" */
  readonly name: string;
  /** A CustomResourceDefinition in YAML. */
  readonly text: string;
}

const OWN = join(__dirname, "crds");

/** @throws CannotBuild where modules are missing and there is no Go. */
export async function definitions(): Promise<readonly Definition[]> {
  const files = await tools(["istio.yaml", "cert-manager.yaml", "flagger.yaml", "gke-networking.yaml"]);
  const texts = await Promise.all(Object.values(files).map((file) => readFile(file, "utf8")));
  return [...texts.flatMap(definitionsIn), ...ownDefinitions()];
}

/** Those that stand here, for want of a module. */
export function ownDefinitions(): readonly Definition[] {
  const names = readdirSync(OWN).filter((name) => name.endsWith(".yaml"));
  return names.sort().flatMap((name) => definitionsIn(readFileSync(join(OWN, name), "utf8")));
}

/** Cut apart without being parsed: a megabyte of YAML takes a second, and the API server parses it anyway. */
export function definitionsIn(text: string): readonly Definition[] {
  const documents = text.split(/^---$/m).filter((document) => /^kind: CustomResourceDefinition$/m.test(document));
  return documents.map((document) => {
    const name = /^metadata:\n(?: .*\n)*? {2}name: (\S+)$/m.exec(document)?.[1];
    if (name === undefined) throw new Error(`a definition without a name: ${document.slice(0, 200)}`);
    return { name, text: document };
  });
}
