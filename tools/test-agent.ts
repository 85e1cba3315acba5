/** `npm run test:agent`: the reference agent's own tests, with the packages that its image has. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CannotBuild } from "./cannot-build";
import { virtualEnvironment } from "./python";

const AGENT = join(__dirname, "..", "images", "agent");

async function main(): Promise<number> {
  const python = await virtualEnvironment(join(AGENT, "tests", "requirements.txt"));
  const args = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", ...process.argv.slice(2)];
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const { status } = spawnSync(join(python, "bin", "python"), args, { cwd: AGENT, stdio: "inherit", env: environment });
  return status ?? 1;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error instanceof CannotBuild ? error.message : error);
    process.exitCode = 2;
  },
);
