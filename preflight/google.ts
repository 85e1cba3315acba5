/** What Google says of a project, by its REST APIs with a token; read only. */

/** Those that are asked; where they are, a test says otherwise. */
const HOSTS = {
  serviceusage: "https://serviceusage.googleapis.com",
  cloudresourcemanager: "https://cloudresourcemanager.googleapis.com",
  compute: "https://compute.googleapis.com",
} as const;
type Host = keyof typeof HOSTS;

export interface GoogleOptions {
  readonly project: string;
  readonly token: string;
  /** Instead of all of Google's hosts. */
  readonly url?: string;
}

export interface Quota {
  readonly metric: string;
  readonly limit: number;
  readonly usage: number;
}

/** Google refused, or was not reached: the message is for people. */
export class GoogleError extends Error {}

/** The API is off in the project, so nothing can be asked of it. */
export class ApiIsOff extends GoogleError {
  constructor(readonly service: string) {
    super(`${service} is off in the project`);
  }
}

/** services:batchGet takes no more at once. */
const MOST_SERVICES = 30;
const TIMEOUT = 30_000;

/** The APIs of these that are on. */
export async function enabledServices(options: GoogleOptions, services: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (let at = 0; at < services.length; at += MOST_SERVICES) {
    const names = services
      .slice(at, at + MOST_SERVICES)
      .map((service) => `names=projects/${options.project}/services/${service}`);
    const path = `/v1/projects/${options.project}/services:batchGet?${names.join("&")}`;
    const answer = (await ask(options, "serviceusage", path)) as {
      readonly services?: readonly { readonly config: { readonly name: string }; readonly state: string }[];
    };
    for (const { config, state } of answer.services ?? []) if (state === "ENABLED") found.push(config.name);
  }
  return found;
}

/** The permissions of these that whoever has the token has on the project. */
export async function heldPermissions(
  options: GoogleOptions,
  permissions: readonly string[],
): Promise<readonly string[]> {
  const path = `/v1/projects/${options.project}:testIamPermissions`;
  const answer = (await ask(options, "cloudresourcemanager", path, { permissions })) as {
    readonly permissions?: readonly string[];
  };
  return answer.permissions ?? [];
}

/** @param region Of the whole project where it is left out. */
export async function quotasOf(options: GoogleOptions, region?: string): Promise<readonly Quota[]> {
  const path = `/compute/v1/projects/${options.project}${region === undefined ? "" : `/regions/${region}`}`;
  const answer = (await ask(options, "compute", path)) as { readonly quotas?: readonly Quota[] };
  return answer.quotas ?? [];
}

async function ask({ project, token, url }: GoogleOptions, host: Host, path: string, body?: unknown): Promise<unknown> {
  const response = await reach(`${url ?? HOSTS[host]}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      // Whose quota of requests is used: without it, that of gcloud's own project, where these APIs are off.
      "X-Goog-User-Project": project,
    },
    signal: AbortSignal.timeout(TIMEOUT),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as unknown;
  throw refusal(response.status, text, { project, host });
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    throw new GoogleError(`${new URL(url).host} cannot be reached: ${String(cause ?? error)}`);
  }
}

interface ErrorAnswer {
  readonly error?: {
    readonly message?: string;
    readonly details?: readonly { readonly reason?: string }[];
    /** The older form, which Compute Engine still has. */
    readonly errors?: readonly { readonly reason?: string }[];
  };
}

function refusal(status: number, text: string, { project, host }: { project: string; host: Host }): GoogleError {
  const { error } = parsed(text);
  const reasons = [...(error?.details ?? []), ...(error?.errors ?? [])].map(({ reason }) => reason);
  if (reasons.includes("SERVICE_DISABLED") || reasons.includes("accessNotConfigured")) {
    return new ApiIsOff(`${host}.googleapis.com`);
  }
  const message = error?.message ?? text.slice(0, 300);
  if (status === 401) return new GoogleError(`the token is not valid, or no longer: ${message}`);
  return new GoogleError(`Google refuses to tell about project ${project} (${status}): ${message}`);
}

function parsed(text: string): ErrorAnswer {
  try {
    return JSON.parse(text) as ErrorAnswer;
  } catch {
    return {};
  }
}
