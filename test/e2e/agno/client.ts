/** Who talks to an agent: over HTTP only, as everybody does. */
import { AGENT } from "./replica";

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One event of a stream. */
export interface StreamEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export class Client {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  run(message: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.post(`/agents/${AGENT}/runs`, { message, stream: "false", ...fields });
  }

  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return answerOf(await this.#ask("POST", path, new URLSearchParams(fields)));
  }

  async postJson(path: string, body: object): Promise<Answer> {
    return answerOf(await this.#ask("POST", path, JSON.stringify(body), { "content-type": "application/json" }));
  }

  async get(path: string): Promise<Answer> {
    return answerOf(await this.#ask("GET", path));
  }

  /** @throws where it is not answered with a stream, or the connection breaks. */
  stream(message: string, fields: Readonly<Record<string, string>> = {}): AsyncGenerator<StreamEvent> {
    return this.events(`/agents/${AGENT}/runs`, { message, stream: "true", ...fields });
  }

  async *events(path: string, fields: Readonly<Record<string, string>>): AsyncGenerator<StreamEvent> {
    const response = await this.#ask("POST", path, new URLSearchParams(fields));
    if (response.status !== 200 || response.body === null) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    let text = "";
    const decoder = new TextDecoder();
    for await (const part of response.body) {
      text += decoder.decode(part as Uint8Array, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) yield* eventIn(block);
    }
  }

  #ask(method: string, path: string, body?: URLSearchParams | string, headers: Record<string, string> = {}) {
    const authorization = this.token === "" ? {} : { authorization: `Bearer ${this.token}` };
    return fetch(`${this.url}${path}`, { method, headers: { ...headers, ...authorization }, body: body ?? null });
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text === "" ? "{}" : text) as Answer["body"] };
}

/** Comments are none. */
function* eventIn(block: string): Generator<StreamEvent> {
  const [, event] = /^event: (.*)$/m.exec(block) ?? [];
  const [, data] = /^data: (.*)$/m.exec(block) ?? [];
  if (event !== undefined) yield { event, data: JSON.parse(data ?? "{}") as StreamEvent["data"] };
}

/** All the text of a run. */
export function textIn(events: readonly StreamEvent[]): string {
  return events
    .filter(({ event }) => event === "RunContent")
    .map(({ data }) => String(data.content))
    .join("");
}
