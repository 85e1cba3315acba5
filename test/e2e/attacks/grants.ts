/** Restrictions of roles are rights that are not there: each is lifted by granting exactly that right, for a moment. */
import type { Answer } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import type { Attempt } from "./attempt";
import type { People } from "./people";
import { type MissingRight, type RefusedBy, missingRight, refusedBy } from "./refusals";
import type { Client } from "./requests";

export interface Lifted {
  readonly attempt: Attempt;
  /** "create pods", one after the other. */
  readonly rights: readonly string[];
  /** Who refuses it now; "none" where it would succeed. */
  readonly by: RefusedBy;
  readonly answer: Answer;
}

/** Grants what the attempt lacks until rights are not what it lacks, and takes all back. */
export async function liftRights(people: People, attempt: Attempt): Promise<Lifted> {
  const { administrator } = people;
  const person = people[attempt.who];
  const granted: string[] = [];
  const rights: string[] = [];
  let answer = await person.send(attempt, true);
  try {
    while (refusedBy(answer) === "rights" && rights.length < 5) {
      const right = missingRight(answer);
      const before = answer.body;
      granted.push(...(await grant(administrator, attempt, right, rights.length)));
      rights.push(inWords(right));
      answer = await until({ what: `${attempt.title}: ${inWords(right)} is granted` }, async () => {
        const next = await person.send(attempt, true);
        return next.body === before ? undefined : next;
      });
    }
  } finally {
    for (const path of granted) await administrator.send({ method: "DELETE", path });
  }
  // Others must not find the right still there.
  if (rights.length > 0) {
    await until({ what: `${attempt.title}: refused again` }, async () =>
      refusedBy(await person.send(attempt, true)) === attempt.by ? true : undefined,
    );
  }
  return { attempt, rights, by: refusedBy(answer), answer };
}

function inWords({ verb, resource, group, namespace }: MissingRight): string {
  return `${verb} ${resource}${group && `.${group}`}${namespace && ` in ${namespace}`}`;
}

const RBAC = "/apis/rbac.authorization.k8s.io/v1";

function ruleFor(verb: string, resource: string, group: string): object {
  if (resource.startsWith("/")) return { nonResourceURLs: [resource], verbs: [verb] };
  // The server tells of the newer, narrower verbs; this is the one that always does.
  if (verb.startsWith("impersonate")) {
    return { apiGroups: [""], resources: ["users", "groups", "serviceaccounts"], verbs: ["impersonate"] };
  }
  return { apiGroups: [group], resources: [resource], verbs: [verb] };
}

/** Gives the paths of what was made. */
async function grant(
  administrator: Client,
  { who }: Attempt,
  { user, verb, resource, group, namespace }: MissingRight,
  number: number,
): Promise<readonly string[]> {
  const everywhere = namespace === "" || verb.startsWith("impersonate");
  // By these names, it may be bound where it is; those of tenants must not impersonate.
  const name = `agno-${everywhere ? "" : "tenant-"}grant-${who.replace(" ", "-")}-${number}`;
  const rule = ruleFor(verb, resource, group);
  const apiGroup = "rbac.authorization.k8s.io";
  const [kind, bindings] = everywhere
    ? ["ClusterRoleBinding", `${RBAC}/clusterrolebindings`]
    : ["RoleBinding", `${RBAC}/namespaces/${namespace}/rolebindings`];
  const made = [
    { path: `${RBAC}/clusterroles`, body: { kind: "ClusterRole", metadata: { name }, rules: [rule] } },
    {
      path: bindings,
      body: {
        kind,
        metadata: { name },
        roleRef: { apiGroup, kind: "ClusterRole", name },
        subjects: [{ apiGroup, kind: "User", name: user }],
      },
    },
  ];
  for (const { path, body } of made) {
    const { status, body: told } = await administrator.send({
      method: "POST",
      path,
      body: { apiVersion: `${apiGroup}/v1`, ...body },
    });
    if (status >= 300) throw new Error(`${path}: ${told}`);
  }
  return made.map(({ path }) => `${path}/${name}`).reverse();
}
