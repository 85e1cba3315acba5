/** `npm run check:workflows`: the pipelines of GitHub and GitLab, as their checkers see them; see docs in --help. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Command } from "commander";
import { CannotBuild } from "../tools/cannot-build";
import { virtualEnvironment } from "../tools/python";
import { tools } from "../tools/tools";
import { CannotCheck } from "./cannot-check";

const REPOSITORY = join(__dirname, "..");

interface Check {
  /** What is checked, and by whom. */
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** In folder `directory`, each checker on all that it knows. None of them asks the network. */
async function checksOf(directory: string): Promise<readonly Check[]> {
  const { actionlint } = await tools(["actionlint"]);
  const python = await virtualEnvironment(join(REPOSITORY, "tools", "checkers", "requirements.txt"));
  const inPython = (name: string) => join(python, "bin", name);
  const shellcheck = inPython("shellcheck");
  return [
    // Without -pyflakes, it would take whichever the machine has; there is no Python in the workflows.
    { title: "actionlint", program: actionlint, args: ["-shellcheck", shellcheck, "-pyflakes", "", "-no-color"] },
    {
      title: "zizmor",
      program: inPython("zizmor"),
      args: [
        "--offline",
        "--no-progress",
        "--quiet",
        "--persona",
        "pedantic",
        "--color",
        "never",
        join(directory, ".github"),
      ],
    },
    {
      title: ".gitlab-ci.yml against GitLab's schema",
      program: inPython("check-jsonschema"),
      args: ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab-ci.yml"],
    },
  ];
}

/** Whether the checker found nothing; what it found, it has told itself. */
function isClean({ title, program, args }: Check, directory: string): boolean {
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd: directory, encoding: "utf8" });
  if (error !== undefined) throw new CannotCheck(`${title} does not start: ${error.message}`);
  console.log(status === 0 ? `${title}: clean` : `${title}:\n${stdout}${stderr}`);
  return status === 0;
}

async function main(): Promise<number> {
  const command = new Command("npm run check:workflows --")
    .description(
      "Checks the workflows of GitHub with actionlint (shellcheck in it) and zizmor, GitLab's pipeline against its schema.\n" +
        "Exit 0: nothing found; 1: findings; 2: could not check.",
    )
    .argument("[directory]", "another repository to check (default: this one)", REPOSITORY)
    .parse();
  const [directory = REPOSITORY] = command.processedArgs as [string?];
  const clean = (await checksOf(directory)).map((check) => isClean(check, directory));
  return clean.every(Boolean) ? 0 : 1;
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
