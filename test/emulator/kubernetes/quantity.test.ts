import assert from "node:assert/strict";
import { canonicalQuantity } from "../../../emulator/kubernetes/quantity";

describe("canonicalQuantity", () => {
  const table = [
    ["1", "1"],
    ["1000m", "1"],
    ["1500m", "1500m"],
    ["0.5", "500m"],
    [0.5, "500m"],
    [10, "10"],
    ["1000", "1k"],
    ["2000k", "2M"],
    ["1024", "1024"],
    ["1024Mi", "1Gi"],
    ["1536Mi", "1536Mi"],
    ["0.5Gi", "512Mi"],
    ["1.5Gi", "1536Mi"],
    ["0.5Ki", "512"],
    ["0.0001Ki", "102400u"],
    ["1Ei", "1Ei"],
    ["100u", "100u"],
    ["0.1n", "1n"],
    ["1e3", "1e3"],
    ["12E6", "12e6"],
    ["1e2", "100"],
    ["0", "0"],
    ["0Gi", "0"],
    ["-1000m", "-1"],
    [" 1 ", "1"],
    ["1.", "1"],
    [".5", "500m"],
    ["", ""],
    [".", "."],
    ["1KB", "1KB"],
    ["much", "much"],
    [true, true],
    [undefined, undefined],
  ] as const;
  for (const [said, kept] of table) {
    it(`keeps ${JSON.stringify(said)} as ${JSON.stringify(kept)}`, () => {
      assert.equal(canonicalQuantity(said), kept);
    });
  }
});
