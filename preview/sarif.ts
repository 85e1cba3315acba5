/** Findings as SARIF 2.1.0, which code scanning shows in the stack file itself. */
import type { Rule } from "../policy/rule";
import type { Finding } from "./findings";

/** What is no policy, and what it means. */
const OTHERS: Readonly<Record<string, string>> = {
  configuration: "The stack file is wrong; nothing is previewed until it is mended.",
  proof: "Quotas, isolation and what a lost region leaves of each tenant are proven from the manifests.",
};

/** What of a finding stays the same while lines move: code scanning tells the old from the new by it. */
function fingerprintOf({ rule, message }: Finding): string {
  return `${rule}: ${message}`;
}

/**
 * One run of one tool.
 *
 * @param rules The policy pack's rules, whose reasons are told beside what breaks them.
 * @param folder Where the stack files are, from the repository's root with a slash at its end; empty for the root.
 */
export function toSarif(findings: readonly Finding[], rules: readonly Rule[], folder: string): string {
  const known = new Map(rules.map(({ name, why, mend }) => [name, { text: why, help: mend }]));
  const used = [...new Set(findings.map(({ rule }) => rule))].sort();
  const driver = {
    name: "agno-platform preview",
    informationUri: "https://www.pulumi.com/docs/insights/policy/",
    rules: used.map((id) => {
      const { text = OTHERS[id] ?? id, help = "" } = known.get(id) ?? {};
      return { id, shortDescription: { text }, help: { text: help === "" ? text : `To mend it: ${help}.` } };
    }),
  };
  const results = findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: used.indexOf(finding.rule),
    level: finding.level,
    message: { text: finding.message },
    locations: [locationOf(finding, folder)],
    partialFingerprints: { finding: fingerprintOf(finding) },
  }));
  const run = { tool: { driver }, columnKind: "unicodeCodePoints", results };
  const sarif = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(sarif, null, 2)}\n`;
}

function locationOf({ place }: Finding, folder: string) {
  const { line, column } = place.position;
  const uri = `${folder}${place.file}`.split("/").map(encodeURIComponent).join("/");
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: "%SRCROOT%" },
      region: { startLine: line, startColumn: column },
    },
  };
}
