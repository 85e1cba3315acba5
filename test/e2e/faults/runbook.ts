/** Runs docs/runbooks/interrupted-up.md: the commands that stand there, in the order that it tells. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../../sandbox/engine/engine";

export const RUNBOOK = readFileSync(join(__dirname, "../../../docs/runbooks/interrupted-up.md"), "utf8");

/** How often a person would go back to a step before asking for help. */
const ROUNDS = 6;

export class NotRepaired extends Error {
  override readonly name = "NotRepaired";
}

/**
 * @param runbook The runbook's text; another one shows what a wrong runbook leads to.
 * @throws NotRepaired with what the commands said.
 */
export async function repair(engine: Engine, stack: string, runbook = RUNBOOK): Promise<void> {
  const { unlock, restore, refresh, update, adopt, look } = stepsIn(runbook);
  const said: string[] = [];
  const run = async (lines: string, names: readonly string[] = []) => {
    const { status, stdout, stderr } = await engine.shell(lines, {
      STACK: stack,
      STATE: engine.state,
      NAMES: names.join(" "),
    }).result;
    const output = `${stdout}${stderr}`;
    said.push(`$ ${lines.trim()}`, output);
    return { fine: status === 0, output };
  };
  for (let round = 0; round < ROUNDS; round++) {
    const { fine, output } = await run(refresh);
    if (fine) break;
    if (output.includes("currently locked")) await run(unlock);
    if (output.includes("failed to load checkpoint")) await run(restore);
  }
  for (let round = 0; round < ROUNDS; round++) {
    const { fine, output } = await run(update);
    const names = namesOfExisting(output);
    if (names.length > 0) await run(adopt, names);
    else if (fine && (await run(look)).fine) return;
  }
  throw new NotRepaired(said.join("\n"));
}

/** The blocks of commands, in their order. */
export function stepsIn(runbook: string) {
  const blocks = [...runbook.matchAll(/^```sh\n(.*?)^```/gms)].map(([, lines = ""]) => lines);
  const [unlock = "", restore = "", refresh = "", update = "", adopt = "", look = ""] = blocks;
  if (blocks.length !== 6)
    throw new Error("the runbook has other blocks of commands than it had: tell runbook.ts what they are for");
  return { unlock, restore, refresh, update, adopt, look };
}

/** The logical names of what could not be made because it exists, as the diagnostics tell them. */
export function namesOfExisting(output: string): readonly string[] {
  const [, diagnostics = ""] = output.split(/^Diagnostics:$/m);
  const sections = diagnostics.split(/^ {2}(?=\S)/m);
  return sections.flatMap((section) => {
    const name = /^\S+ \((.+)\):$/m.exec(section)?.[1];
    return name !== undefined && section.includes("already exists") ? [name] : [];
  });
}
