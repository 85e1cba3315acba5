/** What nobody may get through with. */
import type { Person } from "./people";
import type { RefusedBy } from "./refusals";
import type { Request } from "./requests";

export interface Attempt extends Request {
  /** What would be reached, in words. */
  readonly title: string;
  readonly who: Person;
  /** The first guard that stands in the way. */
  readonly by: RefusedBy;
}

type Rest = Omit<Attempt, "title" | "who" | "by" | "method" | "path" | "body">;

/** An attempt in one line. */
export function attempt(
  title: string,
  who: Person,
  by: RefusedBy,
  request: readonly [method: Request["method"], path: string, body?: object],
  rest: Rest = {},
): Attempt {
  const [method, path, body] = request;
  return { title, who, by, method, path, ...(body && { body }), ...rest };
}
