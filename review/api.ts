/** The REST API of a forge: JSON in, JSON out, pages, and errors in words. */

export interface ApiOptions {
  /** Such as https://api.github.com, without a slash at its end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The forge said no, or something that is no answer. */
export class ApiError extends Error {
  /** 404, say. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** As HTTP says it: content too large. */
export const TOO_LARGE = 413;

/** There was no answer. */
const UNREACHED = 0;

/** What a forge gives at most at once. */
const PAGE = 100;
/** More pages than a thread that people read will have; an end for one that never gives an empty page. */
const MOST_PAGES = 100;
const TIMEOUT = 30_000;

export class Api {
  private readonly options: ApiOptions;

  constructor(options: ApiOptions) {
    this.options = options;
  }

  /** @throws ApiError */
  async ask(method: "GET" | "POST" | "PATCH" | "PUT", path: string, body?: unknown): Promise<unknown> {
    return JSON.parse(await this.text(method, path, OWN_ANSWERS, body)) as unknown;
  }

  /**
   * The text at a path, which strangers may have written.
   *
   * @throws ApiError of status TOO_LARGE where it has more than that many bytes.
   */
  async text(method: string, path: string, { most }: { readonly most: number }, body?: unknown): Promise<string> {
    const response = await reach(`${this.options.url}${path}`, {
      method,
      headers: { "Content-Type": "application/json", "User-Agent": "agno-platform", ...this.options.headers },
      signal: AbortSignal.timeout(TIMEOUT),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await boundedText(response, most);
    if (response.ok && text !== undefined) return text;
    if (text === undefined) throw new ApiError(TOO_LARGE, `${method} ${path}: more than ${most} bytes`);
    throw new ApiError(response.status, `${method} ${path}: ${response.status} ${messageIn(text)}`);
  }

  /** All of a list, page by page. */
  async *pages(path: string): AsyncGenerator {
    const separator = path.includes("?") ? "&" : "?";
    for (let page = 1; page <= MOST_PAGES; page++) {
      const items = (await this.ask("GET", `${path}${separator}per_page=${PAGE}&page=${page}`)) as readonly unknown[];
      yield* items;
      if (items.length < PAGE) return;
    }
  }
}

/** Answers of the API itself. */
const OWN_ANSWERS = { most: 32 * 1024 * 1024 };

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    throw new ApiError(UNREACHED, `${url} cannot be reached: ${String(cause ?? error)}`);
  }
}

/** Undefined where there is more; the rest is not read. */
async function boundedText(response: Response, most: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > most) return undefined;
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === "string" ? message : text.slice(0, 300);
  } catch {
    return text.slice(0, 300);
  }
}
