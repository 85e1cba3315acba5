import assert from "node:assert/strict";
import colors from "picocolors";
import type { Report } from "../../preview/report";
import { toText } from "../../preview/text";
import { report } from "../program/stacks";

describe("the preview for people", () => {
  let dev: Report;
  before(async () => {
    dev = await report("dev");
  });
  const text = (width: number, colored = false) => toText(dev, { width, colors: colors.createColors(colored) });

  for (const width of [72, 80, 100, 160]) {
    it(`keeps to ${width} columns`, () => {
      for (const line of text(width).split("\n")) assert.ok(line.length <= width, `${line.length}: ${line}`);
    });
  }

  it("uses the room it is given", () => {
    assert.ok(text(160).split("\n").length < text(72).split("\n").length);
  });

  it("never parts a number from what it counts", () => {
    for (const line of text(72).split("\n")) assert.doesNotMatch(line, /\d$(?<=, \d|[│ ] \d)/);
  });

  it("has colours only on a terminal, and the same words in both", () => {
    assert.equal(text(100, true).replace(/\u001b\[\d+m/g, ""), text(100));
    assert.notEqual(text(100, true), text(100));
  });

  it("draws every component below its parent and counts every resource", () => {
    const lines = text(100).split("\n");
    const branches = lines.filter((line) => /[├└]─/.test(line)).map((line) => line.replace(/^[│ ]*[├└]─ /, ""));
    const components = dev.resources.filter(({ custom, parent }) => !custom && parent !== "");
    assert.ok(components.length > 10);
    assert.deepEqual(
      branches.sort(),
      components.map(({ name, type }) => `${name} ${type.split(":").at(-1) ?? ""}`).sort(),
    );
    const total =
      text(10_000)
        .split("\n")
        .find((line) => line.includes("resources below")) ?? "";
    const made = dev.resources.filter(({ custom }) => custom).length;
    const counts = [...total.matchAll(/(\d+) [-a-z]+(\.| provider)/g)].map(([, count]) => Number(count));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      made,
    );
  });
});
