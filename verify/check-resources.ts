import { suggestion } from "../config/problem";
import { type Finding, type Inputs, checkInputs } from "./check-inputs";
import type { Descriptions } from "./discovery-documents";
import { googleFields } from "./google-fields";
import { brokenBounds } from "./prose-bounds";

/** A resource as the preview prints it. */
export interface PreviewedResource {
  /** The Pulumi type, for example "gcp:container/cluster:Cluster". */
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
}

export interface Report {
  /** One line a finding: the resource, its type, the input, and what is wrong with it. */
  readonly lines: readonly string[];
  /** How many values were held against a description. */
  readonly checked: number;
  /** How many values have no counterpart at Google, as the table explains. */
  readonly explained: number;
  readonly resources: number;
  /** The names of the descriptions that were needed. */
  readonly documents: ReadonlySet<string>;
}

/** Components, the engine's own types and what the Kubernetes API server judges: Google never sees their inputs. */
const notForGoogle = /^(agno|pulumi|kubernetes):/;

/** Holds every Google resource against Google's descriptions; the others are left out and not counted. */
export function checkResources(resources: readonly PreviewedResource[], descriptions: Descriptions): Report {
  const google = resources.filter(({ type }) => !notForGoogle.test(type));
  const documents = new Set<string>();
  const lines: string[] = [];
  let checked = 0;
  let explained = 0;
  for (const { type, name, inputs } of google) {
    const report = (findings: readonly Finding[]) => {
      lines.push(...findings.map(({ path, message }) => `${name} ${type}${path === "" ? "" : ` ${path}`}: ${message}`));
    };
    const mapping = googleFields[type];
    if (mapping === undefined) {
      report([{ path: "", message: unmapped(type) }]);
      continue;
    }
    documents.add(mapping.document);
    const result = checkInputs(inputs, mapping, descriptions(mapping.document));
    report([...result.findings, ...brokenBounds(type, inputs)]);
    checked += result.checked;
    explained += result.explained;
  }
  return { lines, checked, explained, resources: google.length, documents };
}

function unmapped(type: string): string {
  const near = suggestion(type, Object.keys(googleFields));
  return `no entry for this type; add one to verify/fields, with its API description and schema${near}`;
}
