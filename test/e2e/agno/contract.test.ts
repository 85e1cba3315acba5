import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AGENT, type Replica } from "./replica";
import { AgnoWorld } from "./world";

const CHECK = join(__dirname, "..", "..", "..", "images", "check", "check_agent_image.py");

/** As its documentation starts it: no readiness, no gauge, no lock. */
const BARE = `
import os
import uvicorn
from agno.agent import Agent
from agno.db.postgres import AsyncPostgresDb
from agno.models.openai import OpenAIChat
from agno.os import AgentOS

secret = open(os.environ["SECRETS_DIR"] + "/database-url").read()
database = AsyncPostgresDb(db_url=secret.replace("postgresql:", "postgresql+psycopg:"))
agent = Agent(id="${AGENT}", model=OpenAIChat(id="m", api_key="x"), db=database, telemetry=False)
os.environ["DOCS_ENABLED"] = "true"
app = AgentOS(agents=[agent], db=database, telemetry=False).get_app()
uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
raise SystemExit
`;

interface Result {
  readonly status: number;
  readonly broken: readonly string[];
  readonly output: string;
}

describe("the contract of an agent's image", function () {
  this.timeout(120_000);
  let world: AgnoWorld;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "agno-contract-"));
    world = await AgnoWorld.open();
    writeFileSync(join(folder, "token"), world.token);
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await world.close();
  });

  function check(replica: Replica, ...args: readonly string[]): Promise<Result> {
    return new Promise((resolve) => {
      execFile("python3", [CHECK, replica.url, "--agent", AGENT, ...args], (error, output) => {
        const broken = [...output.matchAll(/^BROKEN {2}(.*?): /gm)].map(([, name = ""]) => name);
        resolve({ status: error === null ? 0 : Number(error.code), broken, output });
      });
    });
  }

  it("is kept by the reference image", async () => {
    const replica = await (await world.replica()).whenReady();
    const result = await check(
      replica,
      ...["--token-file", join(folder, "token")],
      ...["--stop-database", world.postgres.doorCommand(false), "--start-database", world.postgres.doorCommand(true)],
      ...["--terminate", `kill -TERM ${replica.pid}`],
    );
    assert.deepEqual([result.status, result.broken], [0, []], result.output);
    assert.equal(result.output.split("\n").filter((line) => line.startsWith("ok ")).length, 10);
    assert.equal(await replica.process.ended, "status 0");
  });

  it("is broken by Agno as it comes, in each point that the platform adds", async () => {
    const replica = await world.replica({ before: BARE });
    await replica.whenAlive();
    const result = await check(replica, "--token-file", join(folder, "token"));
    assert.equal(result.status, 1);
    assert.deepEqual(result.broken, [
      "is ready",
      "counts requests under way",
      "refuses without a token",
      "refuses a token that nobody signed",
      "hides its API",
    ]);
  });
});
