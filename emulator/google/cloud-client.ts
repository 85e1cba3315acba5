/** Asks the emulated Google, as patient as the real provider is. */
import type { CloudResource } from "./cloud";
import type { CloudRequest } from "./cloud-server";

/** Answers after which the same request is worth another try. 409 is not among them: what exists, exists. */
const WORTH_ANOTHER_TRY = [429, 503];
const TRIES = 5;
/** Milliseconds before the second try; doubled for each further one. */
const FIRST_PAUSE = 50;
/** Milliseconds without an answer after which nobody waits any longer. Google's own limits are minutes. */
const PATIENCE = 3000;

/** Asks once, or a few times where Google says that it is busy. Throws what is wrong in words. */
export async function ask(url: string, request: CloudRequest): Promise<CloudResource | undefined> {
  for (let attempt = 1, pause = FIRST_PAUSE; ; attempt++, pause *= 2) {
    const response = await send(url, request);
    if (response.ok) return ((await response.json()) as CloudResource | null) ?? undefined;
    if (!WORTH_ANOTHER_TRY.includes(response.status) || attempt === TRIES) {
      const { message } = (await response.json()) as { message: string };
      throw new Error(`googleapi: Error ${response.status}: ${message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function send(url: string, request: CloudRequest): Promise<Response> {
  try {
    return await fetch(url, { method: "POST", body: JSON.stringify(request), signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    const reason = error instanceof Error && error.name === "TimeoutError" ? "no answer in time" : "connection lost";
    throw new Error(`${request.operation} ${request.type}: ${reason}; whether it was done is not known`);
  }
}
