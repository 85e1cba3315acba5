/** `npm run prices`: refreshes the price list from a saved copy of Google's. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { isSystemError } from "../config/load";
import { WrongCatalog, pricesIn } from "./catalog";
import { parsePrices } from "./prices";
import { refresh } from "./refresh";

const WRONG = 2;
const OWN_LIST = join(__dirname, "price-list.json");

interface Flags {
  readonly date: string;
  readonly list: string;
}

function run(path: string, { date, list }: Flags): void {
  if (!z.iso.date().safeParse(date).success) throw new WrongCatalog(`"${date}" is no day, such as 2026-09-01`);
  const before = parsePrices(JSON.parse(readFileSync(list, "utf8")));
  const { file, changes, kept } = refresh(before, pricesIn(JSON.parse(readFileSync(path, "utf8"))), date);
  writeFileSync(list, `${JSON.stringify(parsePrices(file), null, 2)}\n`);
  const told = [...changes, ...kept.map((name) => `${name}: kept, as the file has none`)];
  process.stdout.write(`${[...told, `${changes.length} prices changed, ${kept.length} kept`].join("\n")}\n`);
}

const command = new Command("npm run prices --")
  .description("Refreshes cost/price-list.json from a saved answer of Google's Cloud Billing Catalog API.")
  .argument("<file>", "JSON: a page, a list of pages, or a list of all skus")
  .requiredOption("--date <day>", "the day on which it was saved, such as 2026-09-01")
  .option("--list <file>", "another price list to refresh", OWN_LIST)
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : WRONG))
  .action((path: string, flags: Flags) => {
    try {
      run(path, flags);
    } catch (error) {
      if (!(error instanceof WrongCatalog || error instanceof SyntaxError || isSystemError(error))) throw error;
      process.stderr.write(`${path}: ${error instanceof SyntaxError ? `no JSON: ${error.message}` : error.message}\n`);
      process.exitCode = WRONG;
    }
  });
command.parse();
