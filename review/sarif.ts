/** A stranger's findings as ours: what code scanning knows a tool by, they must not choose. */

/** In the list of alerts. Called "CodeQL", findings of a pull request could stand for those of a required check. */
const TOOL = "agno-platform preview";

/**
 * The same results under our name, of one stack. Undefined where it is no SARIF 2.1.0 with one run.
 */
export function ownSarif(text: string, stack: string): string | undefined {
  const sarif = parsed(text);
  if (!isRecord(sarif) || sarif.version !== "2.1.0" || !Array.isArray(sarif.runs)) return undefined;
  const [run, ...others] = sarif.runs as readonly unknown[];
  if (others.length > 0 || !isRecord(run) || !isRecord(run.tool) || !isRecord(run.tool.driver)) return undefined;
  const { rules = [] } = run.tool.driver;
  const { results = [] } = run;
  return JSON.stringify({
    version: "2.1.0",
    runs: [{ tool: { driver: { name: TOOL, rules } }, automationDetails: { id: `agno-platform/${stack}/` }, results }],
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
