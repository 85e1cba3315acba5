/** `npm run check:manifests`: every manifest that any stack of the repository writes; see docs in --help. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { loadEnvironment, stacksIn } from "../config/load";
import { reportOn } from "../preview/report";
import { writeManifests } from "../preview/manifests";
import { CannotBuild } from "../tools/cannot-build";
import { definitions } from "../tools/definitions";
import { tools } from "../tools/tools";
import { CannotCheck } from "./cannot-check";
import { type ManifestReport, checkManifests } from "./check-manifests";
import { openKubernetesDescriptions } from "./kubernetes-descriptions";
import { MANIFEST_EXCEPTIONS } from "./manifest-exceptions";

const REPOSITORY = join(__dirname, "..");

/** Checks these stacks in a folder that is gone afterwards. */
async function check(stacks: readonly string[]): Promise<ManifestReport> {
  const descriptions = openKubernetesDescriptions();
  const checkers = await tools(["kubeconform", "kube-score"]);
  const temporary = mkdtempSync(join(tmpdir(), "agno-manifests-"));
  try {
    const [folder, schemas] = [join(temporary, "manifests"), join(temporary, "schemas")];
    mkdirSync(folder);
    for (const stack of stacks) {
      const { resources } = await reportOn(loadEnvironment({ directory: REPOSITORY, stack }), { stack });
      writeManifests(join(folder, stack), resources);
    }
    const kinds = { descriptions, definitions: await definitions() };
    return checkManifests({ folder, schemas, checkers, ...kinds, exceptions: MANIFEST_EXCEPTIONS });
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** Prints what was found and gives the exit code. */
function print({ manifests, invalid, critical, excused, unneeded }: ManifestReport): number {
  if (manifests === 0) throw new CannotCheck("the stacks have no manifests to check");
  for (const line of invalid) console.log(`invalid ${line}`);
  for (const line of critical) console.log(`critical ${line}`);
  for (const { check, objects } of unneeded)
    console.log(`no longer needed: the exception of ${check} for ${objects.source}`);
  const excuses = excused > 0 ? `; ${excused} more are explained in verify/manifest-exceptions.ts` : "";
  console.log(`${manifests} manifests: ${invalid.length} invalid, ${critical.length} critical${excuses}`);
  return invalid.length + critical.length + unneeded.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const command = new Command("npm run check:manifests --")
    .description(
      "Checks the manifests of stacks with kubeconform, against Kubernetes' own schemas and those of definitions, and with kube-score.\n" +
        "Exit 0: nothing found; 1: findings; 2: could not check.",
    )
    .argument("[stack...]", "the stacks to preview (default: all of the repository)")
    .parse();
  return print(await check(command.args.length > 0 ? command.args : stacksIn(REPOSITORY)));
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error instanceof CannotCheck || error instanceof CannotBuild ? error.message : error);
    process.exitCode = 2;
  },
);
