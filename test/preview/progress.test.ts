import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Progress } from "../../preview/progress";

function stream(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, stream: { isTTY, write } as unknown as NodeJS.WriteStream };
}

describe("the progress of a preview", () => {
  it("is silent within the first second, then counts, and takes its line away", async () => {
    const { written, stream: terminal } = stream(true);
    const progress = new Progress(terminal);
    progress.onResource(1);
    assert.equal(written.length, 0);
    await sleep(1050);
    progress.onResource(1234);
    progress.onResource(1235);
    assert.equal(written.join(), "\r1,234 resources after 1 s");
    progress.end();
    assert.equal(written.at(-1), "\r\u001b[K");
  });

  it("is silent where nobody looks", async () => {
    const { written, stream: pipe } = stream(false);
    const progress = new Progress(pipe);
    await sleep(1050);
    progress.onResource(1234);
    progress.end();
    assert.equal(written.length, 0);
  });
});
