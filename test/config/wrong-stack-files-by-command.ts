/** `npm run wrong-files`: every wrong stack file through the real command; prints how many were answered as they should. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../program/language-host";
import { wrongFilesFrom } from "./wrong-stack-files";

const folder = mkdtempSync(join(tmpdir(), "agno-wrong-"));
const wrong = wrongFilesFrom(readFileSync(join(REPOSITORY, "Pulumi.prod.yaml"), "utf8")).filter(
  ({ names }) => names !== "",
);
const file = join(folder, "Pulumi.test.yaml");
const bad = wrong.filter(({ bytes }) => {
  writeFileSync(file, bytes);
  const args = ["--require", "./loader.cjs", "preview/main.ts", "test", "--config", file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: REPOSITORY, encoding: "utf8" });
  const lines = stderr.trimEnd().split("\n");
  const told = lines.every((line) => /^Pulumi\.test\.yaml:\d+:\d+ \S.*?: \S|^… and /.test(line));
  return status !== 2 || stdout !== "" || !told || /\n\s+at /.test(stderr);
});
rmSync(folder, { recursive: true });
for (const { what } of bad) console.log(`not answered as it should be: ${what}`);
console.log(`${wrong.length} wrong stack files: ${wrong.length - bad.length} exit 2 with file, position and path`);
process.exitCode = bad.length === 0 ? 0 : 1;
