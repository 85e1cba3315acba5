import assert from "node:assert/strict";
import { agent, agentName, image, quantity } from "../../../components/agent/schema";

const digest = `sha256:${"0".repeat(64)}`;

describe("the schema of an agent", () => {
  const names: readonly (readonly [string, boolean])[] = [
    ["a", true],
    ["support", true],
    ["support-2", true],
    ["canary", true],
    ["defaults", true],
    ["a".repeat(30), true],
    ["a".repeat(31), false],
    ["", false],
    ["2nd", false],
    ["-a", false],
    ["a-", false],
    ["Support", false],
    ["support.eu", false],
    ["a_b", false],
    ["default", false],
    ["support-canary", false],
    ["support\n", false],
  ];
  for (const [name, allowed] of names) {
    it(`${allowed ? "allows" : "refuses"} the name ${JSON.stringify(name)}`, () => {
      assert.equal(agentName.safeParse(name).success, allowed);
    });
  }

  const images: readonly (readonly [string, boolean])[] = [
    [`support@${digest}`, true],
    [`europe-docker.pkg.dev/acme/agents/support@${digest}`, true],
    [`localhost:5000/support@${digest}`, true],
    [`registry.example/support:v1@${digest}`, true],
    ["registry.example/support:v1", false],
    ["registry.example/support", false],
    [`Support@${digest}`, false],
    [`support@${digest.slice(0, -1)}`, false],
    [`support@${digest}0`, false],
    [`support@${digest.toUpperCase()}`, false],
    [`${"a".repeat(441)}@${digest}`, false],
    [`${"a".repeat(440)}@${digest}`, true],
  ];
  for (const [text, allowed] of images) {
    it(`${allowed ? "allows" : "refuses"} the image ${text.slice(0, 40)} of ${text.length} characters`, () => {
      assert.equal(image.safeParse(text).success, allowed);
    });
  }

  for (const amount of ["250m", "2", "0.5", "512Mi", 0, 2, 0.25, 1e12]) {
    it(`allows the quantity ${JSON.stringify(amount)}`, () => {
      assert.equal(quantity.safeParse(amount).success, true);
    });
  }

  for (const amount of ["", "a lot", "-1", "1e3", "512MB", -1, 0.0001, 1e21, Infinity, NaN, true, null, ["1"]]) {
    it(`refuses the quantity ${JSON.stringify(amount)} (${typeof amount})`, () => {
      assert.equal(quantity.safeParse(amount).success, false);
    });
  }

  const models: readonly (readonly [string, boolean])[] = [
    ["gpt-5-mini", true],
    ["anthropic.claude-sonnet-4-5-20250929-v1:0", true],
    ["meta-llama/Llama-3.3-70B-Instruct", true],
    ["m".repeat(128), true],
    ["m".repeat(129), false],
    ["", false],
    ["gpt 5", false],
    ["gpt-5\n", false],
    ["\u0007", false],
  ];
  for (const [modelName, allowed] of models) {
    it(`${allowed ? "allows" : "refuses"} the model ${JSON.stringify(modelName.slice(0, 50))} of ${modelName.length}`, () => {
      assert.equal(agent.safeParse({ modelName }).success, allowed);
    });
  }

  it("refuses tools that a list with commas could not tell apart", () => {
    assert.equal(agent.safeParse({ modelName: "m", tools: ["web_search", "mcp.files-2"] }).success, true);
    assert.equal(agent.safeParse({ modelName: "m", tools: ["a,b"] }).success, false);
  });

  it("takes nothing that it does not know", () => {
    const wrong = [
      { model: "m" },
      { scaling: { max: 3 } },
      { resources: { requests: { gpu: 1 } } },
      { canary: { to: 1 } },
    ];
    for (const settings of wrong) assert.equal(agent.safeParse({ modelName: "m", ...settings }).success, false);
  });
});
