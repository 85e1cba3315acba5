import assert from "node:assert/strict";
import {
  FAILURE_WINDOW,
  HEALTH_CHECK,
  type Probe,
  believes,
  isHealthy,
  longestSwitch,
} from "../../../components/routing/health";

/** "+" for an answer, "-" for none, one each 30 s; a blank for a probe that nobody made. */
function probes(text: string): readonly Probe[] {
  return Array.from(text).flatMap((seen, index) => (seen === " " ? [] : [{ at: index * 30, ok: seen === "+" }]));
}

describe("a prober", () => {
  const sequences: readonly (readonly [string, boolean, string])[] = [
    ["", true, "believes in whom it has not asked"],
    ["++++", true, "believes in what answers"],
    ["+--", true, "does not give up after two failures"],
    ["+---", false, "gives up after three in a row"],
    ["---", false, "gives up what never answered"],
    ["--+--+--", true, "begins to count anew after an answer"],
    ["---+", false, "does not believe one answer"],
    ["---++", true, "believes two"],
    ["---+-+", false, "begins to count those anew as well"],
    ["---++--", true, "needs three failures again"],
    ["-    -    -", false, "draws its conclusion from three within five minutes"],
    ["-    -     -", true, "draws none from failures further apart"],
  ];
  for (const [text, expected, what] of sequences)
    it(`${what} (${text || "none"})`, () => {
      assert.equal(believes(probes(text)), expected);
    });
});

describe("a region", () => {
  const of = (...texts: readonly string[]) => isHealthy(texts.map(probes));

  it("is healthy as long as two of three probers believe in it", () => {
    assert.equal(of("+++", "+++", "---"), true);
    assert.equal(of("+++", "---", "---"), false);
    assert.equal(of("--+", "-+-", "+--"), true);
    assert.equal(of("---", "---", "---"), false);
  });

  it("is given up within the reference's five minutes, and found elsewhere soon after", () => {
    assert.ok(HEALTH_CHECK.failures * HEALTH_CHECK.interval + HEALTH_CHECK.timeout <= FAILURE_WINDOW);
    assert.equal(longestSwitch(), 125);
  });
});
