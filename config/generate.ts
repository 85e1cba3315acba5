/** `npm run generate`: writes what is made from the schema. A test fails when the files are older than it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackFileSchema } from "./json-schema";
import { referencePage } from "./reference-page";

/** The generated files by their path below the repository. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    "config/stack.schema.json": `${JSON.stringify(stackFileSchema(), null, 2)}\n`,
    "docs/configuration.md": referencePage(),
  };
}

if (require.main === module) {
  for (const [path, text] of Object.entries(generatedFiles())) writeFileSync(join(__dirname, "..", path), text);
}
