/** Requests as callers outside and inside of the mesh send them. */
import { type IncomingHttpHeaders, type RequestOptions, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import type { Told } from "./backend";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds from the request's beginning to the answer's end. */
  readonly took: number;
}

/** @throws Error where the connection fails. */
export function ask(
  options: RequestOptions & { readonly ca?: string; readonly servername?: string; readonly secure: boolean },
): Promise<Answer> {
  const began = performance.now();
  const { secure, ...others } = options;
  return new Promise((resolve, reject) => {
    const sent = (secure ? tlsRequest : plainRequest)({ agent: false, ...others });
    sent.on("error", reject).on("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        body += part;
      });
      response.on("error", reject).on("end", () => {
        const took = performance.now() - began;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, took });
      });
    });
    sent.end();
  });
}

/** Which agent answered, and what it saw; undefined where none did. */
export function toldBy({ status, body }: Answer): Told | undefined {
  return status === 200 && body.startsWith("{") ? (JSON.parse(body) as Told) : undefined;
}

/** So many at once until all are done. */
export async function many<T>(
  count: number,
  atOnce: number,
  send: (index: number) => Promise<T>,
): Promise<readonly T[]> {
  const answers: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      answers[index] = await send(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}
