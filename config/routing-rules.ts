/** What the schema cannot say of how traffic is divided: rules with regions and tenants. */
import type { Environment } from "./environment";
import type { Finding } from "./finding";
import { type Path, listed, suggestion } from "./problem";
import type { EnvironmentSettings } from "./schema";

const ROUTING: Path = ["config", "agno:routing"];
const weightOf = (region: string): Path => ["config", "agno:regions", region, "weight"];

/** Everything that is wrong with it. */
export function* routingFindings(settings: EnvironmentSettings, environment: Environment): Generator<Finding> {
  const idle = withoutEffect(environment);
  if (idle === undefined) {
    yield* checkPrimary(settings, environment);
    yield* checkWeights(settings, environment);
    yield* checkAnswers(environment);
  } else {
    if (settings["agno:routing"] !== undefined) yield { paths: [ROUTING], message: idle };
    for (const region of weighted(settings)) yield { paths: [weightOf(region)], message: idle };
  }
}

/** Why nothing of it would be read; undefined where it is. */
function withoutEffect({ clusters, domain }: Environment): string | undefined {
  if (clusters !== "google") return "belongs to clusters at Google; whoever owns other clusters leads traffic there";
  return domain === "" ? "needs agno:domain, below which agents are reached" : undefined;
}

/** The regions whose weight the file says. */
function weighted({ "agno:regions": regions }: EnvironmentSettings): readonly string[] {
  return Object.entries(regions).flatMap(([region, { weight }]) => (weight === undefined ? [] : [region]));
}

function* checkPrimary(
  { "agno:routing": { primary } = {} }: EnvironmentSettings,
  { routing: { policy }, regions }: Environment,
): Generator<Finding> {
  const known: readonly string[] = regions.map(({ name }) => name);
  const at = (message: string): Finding => ({ paths: [[...ROUTING, "primary"], ROUTING], message });
  if (policy !== "primary") {
    if (primary !== undefined) yield at(`belongs to policy: primary; the policy is ${policy}`);
  } else if (primary === undefined) yield at(`primary is missing; allowed is one of ${listed(known)}`);
  else if (!known.includes(primary))
    yield at(
      `"${primary}" is no region of this environment; allowed is one of ${listed(known)}${suggestion(primary, known)}`,
    );
}

/** By distance, a weight can only say that a region gets nothing. */
function* checkWeights(settings: EnvironmentSettings, { routing, regions }: Environment): Generator<Finding> {
  const said = weighted(settings);
  for (const { name, weight } of regions) {
    if (routing.primary === name && weight === 0) {
      const message = "drains the primary region; make another one primary";
      yield { paths: [weightOf(name)], causes: [[...ROUTING, "primary"]], message };
    } else if (routing.policy !== "weighted" && said.includes(name) && weight > 0) {
      const message = `policy ${routing.policy} reads no weights; allowed is 0, which drains the region`;
      yield { paths: [weightOf(name)], causes: [[...ROUTING, "policy"]], message };
    }
  }
}

/** Somebody must answer. */
function* checkAnswers({ regions }: Environment): Generator<Finding> {
  const [first] = regions;
  if (first === undefined || regions.some(({ weight }) => weight > 0)) return;
  yield { paths: [weightOf(first.name)], message: "drains the last region; give one of them a weight above 0" };
}
