/** `npm run generate`: writes what is made from the schema and the rules. A test fails when the files are older. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { policyPage } from "../policy/page";
import { stackFileSchema } from "./json-schema";
import { referencePage } from "./reference-page";

/** The generated files by their path below the repository. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    "config/stack.schema.json": `${JSON.stringify(stackFileSchema(), null, 2)}\n`,
    "docs/configuration.md": referencePage(),
    "docs/policy.md": policyPage(),
  };
}

if (require.main === module) {
  for (const [path, text] of Object.entries(generatedFiles())) writeFileSync(join(__dirname, "..", path), text);
}
