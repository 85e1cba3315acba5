/**
 * `npm run examples`: writes docs/examples/, the comment of ten prepared pull requests, each as the real command prints
 * it in a repository of its own. With --check it writes nothing and ends with 1 where one is older than the code.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { PREPARED, type Prepared } from "./prepared";
import { commit, git, repositoryOf } from "./repository";

const PROJECT = join(__dirname, "..", "..");
const EXAMPLES = join(PROJECT, "docs", "examples");
const STACK = "prod";
const COMMAND = `npm run preview -- ${STACK} --base HEAD~1 --markdown -`;

/** The commit before is another one after every change of the code: in an example it has one name. */
const COMMIT = "1234567";

function main({ check }: { readonly check?: true }): number {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "agno-platform-examples-")));
  try {
    const repository = repositoryOf(PROJECT, join(folder, "project"));
    const stale = Object.entries(pagesOf(repository)).filter(([name, page]) => isStale(name, page));
    if (check) {
      for (const [name] of stale)
        process.stderr.write(`docs/examples/${name} is older than the code; npm run examples\n`);
      process.stdout.write(`${PREPARED.length} examples, ${stale.length} stale\n`);
      return stale.length > 0 ? 1 : 0;
    }
    for (const [name, page] of stale) writeFileSync(join(EXAMPLES, name), page);
    process.stdout.write(`${stale.length} written\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pages by their names, README.md with them. */
function pagesOf(repository: string): Readonly<Record<string, string>> {
  const pages = PREPARED.map((prepared, index) => {
    process.stderr.write(`${index + 1} of ${PREPARED.length}: ${prepared.name}\n`);
    return [`${prepared.name}.md`, pageOf(prepared, repository)] as const;
  });
  const list = PREPARED.map(({ name, title }) => `- [${title}](${name}.md)`).join("\n");
  const readme = `# What a pull request's comment looks like

Ten changes of ${STACK}, each with the comment that \`${COMMAND}\` prints for it. \`npm run examples\` writes them.

${list}
`;
  return { ...Object.fromEntries(pages), "README.md": readme };
}

function pageOf({ title, replacements }: Prepared, repository: string): string {
  for (const { file, from, to } of replacements) {
    const text = readFileSync(join(repository, file), "utf8");
    if (text.split(from).length !== 2) throw new Error(`${file} has not once: ${from}`);
    writeFileSync(
      join(repository, file),
      text.replace(from, () => to),
    );
  }
  const diff = git(repository, "diff", "--unified=1", "--no-color").replaceAll(/^index .*\n/gm, "");
  commit(repository, title);
  const comment = commentIn(repository);
  git(repository, "reset", "--quiet", "--hard", "HEAD~1");
  return `# ${title}\n\n\`\`\`diff\n${diff}\`\`\`\n\n---\n\n${comment}`;
}

/** What the command prints; it ends with 1 where something does not hold. */
function commentIn(repository: string): string {
  const base = git(repository, "rev-parse", "HEAD~1").slice(0, COMMIT.length);
  const args = ["run", "--silent", "preview", "--", STACK, "--base", "HEAD~1", "--markdown", "-"];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: repository, encoding: "utf8" });
  if (status !== 0 && status !== 1) throw new Error(`${COMMAND} ended with ${String(status)}: ${stderr}`);
  return stdout.replaceAll(base, COMMIT);
}

function isStale(name: string, page: string): boolean {
  const path = join(EXAMPLES, name);
  return !existsSync(path) || readFileSync(path, "utf8") !== page;
}

new Command("npm run examples --")
  .description("Writes docs/examples: the comments of ten prepared pull requests.")
  .option("--check", "write nothing; end with 1 where an example is older than the code")
  .action((flags: { readonly check?: true }) => {
    process.exitCode = main(flags);
  })
  .parse();
