import assert from "node:assert/strict";
import { join } from "node:path";
import { stamp } from "../../tools/build";
import { readPins } from "../../tools/pins";
import { TOOLS } from "../../tools/table";
import { REPOSITORY } from "../program/language-host";

describe("the table of tools", () => {
  for (const [name, tool] of Object.entries(TOOLS)) {
    it(`has a pinned version of ${name}`, () => {
      const pins = readPins(join(REPOSITORY, "tools", tool.set));
      assert.match(pins.versionOf(tool.module), /^v\d+\.\d+\.\d+(-\d{14}-[0-9a-f]{12})?$/);
      // `go mod tidy` would drop what the package needs, were it no tool of the module.
      if ("package" in tool)
        assert.ok(pins.texts[0]?.split("\n").some((line) => line.replace(/^tool /, "").trim() === tool.package));
    });
  }

  it("writes versions into stamps", () => {
    assert.equal(stamp("{version}", "v1.36.3"), "v1.36.3");
    assert.equal(stamp("{major}", "v1.36.3"), "1");
    assert.equal(stamp("{minor}", "v1.36.3"), "36");
  });
});
