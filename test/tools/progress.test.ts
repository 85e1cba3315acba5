import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { BuildProgress } from "../../tools/progress";

describe("the progress of a build", () => {
  function written(isTTY: boolean) {
    const parts: string[] = [];
    const stream = { isTTY, write: (text: string) => parts.push(text) };
    return { parts, progress: new BuildProgress(stream, { log: 40, terminal: 40 }) };
  }

  const work = async (onPackage: () => void) => {
    onPackage();
    onPackage();
    await sleep(60);
    return "made";
  };

  it("is a new line now and then in a log", async () => {
    const { parts, progress } = written(false);
    assert.equal(await progress.during("kubectl v1", work), "made");
    assert.deepEqual(parts, ["kubectl v1: 0 s, 2 packages compiled\n", "kubectl v1: built in 0 s\n"]);
  });

  it("is one line that changes on a terminal", async () => {
    const { parts, progress } = written(true);
    await progress.during("kubectl v1", work);
    const clear = "\r\u001b[K";
    assert.deepEqual(parts, [`${clear}kubectl v1: 0 s, 2 packages compiled`, `${clear}kubectl v1: built in 0 s\n`]);
  });

  it("takes its line away when the build fails", async () => {
    const { parts, progress } = written(true);
    await assert.rejects(
      progress.during("kubectl v1", () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.deepEqual(parts, ["\r\u001b[K"]);
  });
});
