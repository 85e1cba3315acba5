/** One comment in a thread that is ours: made once, then changed. */
import { ApiError } from "./api.ts";

/** What is said about a pull request, an issue or a merge request. */
export interface Thread {
  comments(): AsyncIterable<Comment>;
  add(body: string): Promise<void>;
  change(id: number, body: string): Promise<void>;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Whether the account that this program uses wrote it: a marker alone, anybody can write. */
  readonly mine: boolean;
}

/** What was done, in the past tense. */
export type Stuck = "added" | "changed" | "left as it is";

/**
 * Puts the text into our comment of the thread.
 *
 * @param body Begins with the marker.
 */
export async function stick(thread: Thread, marker: string, body: string): Promise<Stuck> {
  const ours = await find(thread, marker);
  if (ours?.body === body) return "left as it is";
  if (ours !== undefined && (await changed(thread, ours.id, body))) return "changed";
  await thread.add(body);
  return "added";
}

async function find(thread: Thread, marker: string): Promise<Comment | undefined> {
  for await (const comment of thread.comments()) {
    // At the beginning only: further down may stand what somebody else wrote.
    if (comment.mine && comment.body.startsWith(marker)) return comment;
  }
  return undefined;
}

/** False where somebody has deleted it since it was found. */
async function changed(thread: Thread, id: number, body: string): Promise<boolean> {
  try {
    await thread.change(id, body);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}
