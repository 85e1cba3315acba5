/** `node review/github-drift.ts DIRECTORY`: keeps one issue about what differs at Google, in drift.yml. */
import { ApiError } from "./api.ts";
import { DRIFT_MARKER, comparisonsIn, driftText } from "./drift-report.ts";
import { keepIssue, repositoryIn } from "./github.ts";

/** Gives the exit status: 1 where a stack could not be compared, so that nobody takes silence for sameness. */
async function tell(directory: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const comparisons = comparisonsIn(directory);
  const failed = comparisons.filter(({ outcome }) => outcome === "failed").map(({ stack }) => stack);
  for (const stack of failed) console.error(`${stack} could not be compared; its job has the engine's words`);
  if (comparisons.length === 0) console.error("no stack was compared");
  const text = driftText(comparisons, environment.RUN ?? "");
  const unknown = failed.length > 0 || comparisons.length === 0;
  // What could not be compared may have drifted all the same: then the issue stays.
  if (text !== undefined || !unknown) console.log(await keepIssue(DRIFT_MARKER, text, repositoryIn(environment)));
  return unknown ? 1 : 0;
}

tell(process.argv[2] ?? "", process.env).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error instanceof ApiError ? error.message : error);
    process.exitCode = 1;
  },
);
