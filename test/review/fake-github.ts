/** GitHub's REST API as far as review/ calls it, in the forms that GitHub documents, on loopback. */
import { once } from "node:events";
import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeComment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string } | null;
  body: string;
}

export interface FakePull {
  readonly number: number;
  readonly state: "open" | "closed";
  readonly head: { readonly sha: string; readonly repo: { readonly id: number } | null };
}

export const BOT = { login: "github-actions[bot]", type: "Bot" } as const;
export const REPOSITORY_NAME = "acme/agno-platform";

/** What it was asked to change, as "PATCH /issues/comments/7". */
export interface Written {
  readonly what: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakeGithub {
  readonly url: string;
  pulls: FakePull[];
  comments: Record<number, FakeComment[]>;
  /** Open issues. */
  issues: { number: number; body: string; user: FakeComment["user"] }[];
  readonly written: Written[];
  /** Answers of this path's writes instead of its own, by "PATCH /issues/comments/7". */
  refusals: Record<string, { readonly status: number; readonly message: string }>;
  close(): Promise<void>;
}

/** @param token What every request must show. */
export async function fakeGithub(token: string): Promise<FakeGithub> {
  const state = { pulls: [], comments: {}, issues: [], written: [], refusals: {} } as Omit<FakeGithub, "url" | "close">;
  const server = createServer((request, response) => {
    void answer(state, request, token).then(({ status, body }) => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return Object.assign(state, { url: `http://127.0.0.1:${port}`, close });
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const NOT_FOUND: Answer = {
  status: 404,
  body: { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" },
};

type State = Omit<FakeGithub, "url" | "close">;

async function answer(state: State, request: IncomingMessage, token: string): Promise<Answer> {
  const { method = "", headers } = request;
  const { pathname, searchParams } = new URL(request.url ?? "", "http://github.example");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: { message: "Bad credentials" } };
  const path = pathname.replace(`/repos/${REPOSITORY_NAME}`, "");
  if (method === "GET") return read(state, path, searchParams);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Written["body"];
  const what = `${method} ${path}`;
  state.written.push({ what, body });
  const refusal = state.refusals[what];
  if (refusal) return { status: refusal.status, body: { message: refusal.message } };
  return { status: method === "POST" ? 201 : 200, body: { id: 1, number: 1, ...body } };
}

function read({ pulls, comments, issues }: State, path: string, query: URLSearchParams): Answer {
  const page = (items: readonly unknown[]): Answer => {
    const [size, number] = [Number(query.get("per_page")), Number(query.get("page"))];
    return { status: 200, body: items.slice((number - 1) * size, number * size) };
  };
  const [, kind, number, part] = path.split("/");
  if (kind === "pulls") {
    const pull = pulls.find((one) => one.number === Number(number));
    return pull ? { status: 200, body: pull } : NOT_FOUND;
  }
  if (kind === "issues" && part === "comments") return page(comments[Number(number)] ?? []);
  if (kind === "issues" && number === undefined) {
    return page(issues.filter(({ user }) => user?.login === query.get("creator")));
  }
  return NOT_FOUND;
}
