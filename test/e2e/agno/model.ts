/** A host of models that speaks OpenAI's protocol on loopback, slowly where it is asked to. */
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Model {
  /** "http://127.0.0.1:20123/v1" */
  readonly url: string;
  /** The questions so far. */
  readonly asked: readonly string[];
  close(): void;
}

interface Question {
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** A question that the answer to takes so many words and milliseconds: "20 words, 100 ms each". */
export function question(words: number, milliseconds: number, subject = ""): string {
  return `${subject} ${words} words, ${milliseconds} ms each`.trim();
}

/** The answer to it. */
export function answer(words: number): string {
  return Array.from({ length: words }, (_, index) => `w${index} `).join("");
}

export async function openModel(): Promise<Model> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    // A replica may end while it asks.
    reply(request, response, asked).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function reply(request: IncomingMessage, response: ServerResponse, asked: string[]): Promise<void> {
  const { stream = false, messages } = await bodyOf(request);
  const text = messages.findLast(({ role }) => role === "user")?.content ?? "";
  asked.push(text);
  const [, words, milliseconds] = /(\d+) words, (\d+) ms each/.exec(text) ?? ["", "1", "0"];
  if (stream) await streamWords(response, Number(words), Number(milliseconds));
  else await sayAtOnce(response, Number(words), Number(milliseconds));
}

async function bodyOf(request: IncomingMessage): Promise<Question> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Question;
}

async function streamWords(response: ServerResponse, words: number, milliseconds: number): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let index = 0; index < words && !response.destroyed; index++) {
    await sleep(milliseconds);
    response.write(chunk({ content: `w${index} ` }, null));
  }
  response.end(`${chunk({}, "stop")}data: [DONE]\n\n`);
}

function chunk(delta: object, finish: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 0, model: "m", choices })}\n\n`;
}

async function sayAtOnce(response: ServerResponse, words: number, milliseconds: number): Promise<void> {
  await sleep(words * milliseconds);
  const message = { role: "assistant", content: answer(words) };
  const choices = [{ index: 0, message, finish_reason: "stop" }];
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: "c", object: "chat.completion", created: 0, model: "m", choices }));
}
