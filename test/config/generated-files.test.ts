import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../../config/generate";
import { REPOSITORY } from "../program/language-host";

describe("what is generated from the schema", () => {
  for (const [path, text] of Object.entries(generatedFiles())) {
    it(`${path} is up to date (npm run generate)`, () => {
      assert.equal(readFileSync(join(REPOSITORY, path), "utf8"), text);
    });
  }

  for (const name of readdirSync(REPOSITORY).filter((file) => /^Pulumi\..+\.yaml$/.test(file))) {
    it(`${name} tells editors of its schema`, () => {
      const [first] = readFileSync(join(REPOSITORY, name), "utf8").split("\n");
      assert.equal(first, "# yaml-language-server: $schema=./config/stack.schema.json");
    });
  }
});
