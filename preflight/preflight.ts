/** Asks Google about all that a stack needs of its project. */
import type { Environment } from "../config/environment";
import { heldRegions } from "../config/environment";
import { ApiIsOff, type GoogleOptions, enabledServices, heldPermissions, quotasOf } from "./google";
import { type Finding, judgePermissions, judgeQuotas, judgeServices } from "./judge";
import { BEFORE, BY_ITSELF, needsOf } from "./needs";
import { DEPLOYER } from "./roles";

/**
 * @param member Whom the commands give missing roles.
 * @throws GoogleError where Google cannot be asked.
 */
export async function preflight(environment: Environment, google: GoogleOptions, member: string): Promise<Finding> {
  const { project } = google;
  const needs = needsOf(environment);
  const regions = heldRegions(environment).map(({ name }) => name);
  const permissions = DEPLOYER.flatMap((role) => role.permissions);
  const findings = await Promise.all([
    answered(project, async () => judgeServices(project, await enabledServices(google, [...BEFORE, ...BY_ITSELF]))),
    answered(project, async () =>
      judgePermissions({ project, member }, DEPLOYER, await heldPermissions(google, permissions)),
    ),
    ...[undefined, ...regions].map((region) =>
      answered(project, async () =>
        judgeQuotas(
          project,
          needs.filter((need) => need.region === region),
          await quotasOf(google, region),
        ),
      ),
    ),
  ]);
  const missing = findings.flatMap((finding) => finding.missing);
  return {
    // Whoever asks an API that is off says so: three regions, three times.
    missing: missing.filter(({ command }, index) => missing.findIndex((other) => other.command === command) === index),
    notes: findings.flatMap(({ notes }) => notes),
  };
}

/** An API that is off answers no question: switching it on is what is missing. */
async function answered(project: string, question: () => Promise<Finding>): Promise<Finding> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof ApiIsOff)) throw error;
    const { service } = error;
    const what = `${service} is off, so what it would tell is not checked: run this again afterwards`;
    return { missing: [{ what, command: `gcloud services enable ${service} --project=${project}` }], notes: [] };
  }
}
