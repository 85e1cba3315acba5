import assert from "node:assert/strict";
import { freePort } from "../../../sandbox/cluster/ports";
import { until } from "../../../sandbox/cluster/until";

describe("until", () => {
  it("asks again while there is no answer or an error, and gives the answer", async () => {
    let asked = 0;
    const check = () => {
      asked++;
      if (asked === 1) return Promise.reject(new Error("refused"));
      return Promise.resolve(asked === 2 ? undefined : "here");
    };
    assert.equal(await until({ what: "it", timeout: 5000 }, check), "here");
    assert.equal(asked, 3);
  });

  it("gives up with the last reason", async () => {
    const check = () => Promise.reject(new Error("refused"));
    await assert.rejects(until({ what: "it is ready", timeout: 50 }, check), {
      message: "it is ready: waited 0.05 s in vain (refused)",
    });
  });
});

describe("free ports", () => {
  it("are each given once, below those of outgoing connections", async () => {
    const ports: number[] = [];
    // One after the other: whoever asks at the same time meets the other's listening.
    while (ports.length < 500) ports.push(await freePort());
    assert.equal(new Set(ports).size, 500);
    assert.ok(ports.every((port) => port >= 20_000 && port < 30_000));
  });
});
