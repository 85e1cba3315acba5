/** Which guard has refused a request, read from the API server's own words. */
import type { Answer } from "../../../sandbox/cluster/api";

/** A missing right, as RBAC tells it. */
export interface MissingRight {
  readonly user: string;
  readonly verb: string;
  readonly group: string;
  /** "pods/exec"; of a path such as "/metrics", the path. */
  readonly resource: string;
  /** "" for the whole cluster. */
  readonly namespace: string;
}

/** "rights" is RBAC; "agno-services" a policy of that name; "none" where it was not refused. */
export type RefusedBy =
  "rights" | "escalation" | "pod security" | "quota" | "limits" | "identity" | "signers" | "none" | Policy;
export type Policy = `agno-${string}`;

const WORDS: readonly (readonly [RegExp, RefusedBy])[] = [
  [/violates PodSecurity/, "pod security"],
  [/exceeded quota|failed quota/, "quota"],
  [/(maximum|minimum) .+ usage per (Container|Pod|PersistentVolumeClaim)/, "limits"],
  // Whoever approves a certificate must be allowed to do so for its signer.
  [/not permitted to approve requests with signerName/, "signers"],
  [/attempting to grant RBAC permissions not currently held/, "escalation"],
  [/ cannot (\S+) (resource|path) "/, "rights"],
];

export function refusedBy({ status, body }: Answer): RefusedBy {
  if (status === 401) return "identity";
  if (status !== 403) return "none";
  const policy = /ValidatingAdmissionPolicy '(agno-[-a-z]+)'/.exec(body)?.[1];
  if (policy !== undefined) return policy as Policy;
  const found = WORDS.find(([words]) => words.test(messageOf(body)));
  if (found === undefined) throw new Error(`refused in words that are not known: ${body}`);
  return found[1];
}

/** The message of the rule that refused it, of a policy. */
export function ruleOf({ body }: Answer): string {
  return messageOf(body).replace(/^.* denied request: /s, "");
}

export function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body;
  } catch {
    return body;
  }
}

const RIGHT =
  /User "([^"]+)" cannot (\S+) resource "([^"]+)" in API group "([^"]*)" (?:in the namespace "([^"]+)"|at the cluster scope)/;
const PATH = /User "([^"]+)" cannot (\S+) path "([^"]+)"/;

export function missingRight({ body }: Answer): MissingRight {
  const message = messageOf(body);
  const [, user, verb, resource, group = "", namespace = ""] = RIGHT.exec(message) ?? PATH.exec(message) ?? [];
  if (user === undefined || verb === undefined || resource === undefined) throw new Error(`no right: ${message}`);
  return { user, verb, resource, group, namespace };
}
