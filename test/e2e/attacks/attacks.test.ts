/** Nobody of a tenant, and nobody who acts for one, gets beyond what is the tenant's. */
import assert from "node:assert/strict";
import { grouped } from "../../../proofs/grouped";
import type { KubernetesObject } from "../../../proofs/objects";
import { read } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import { withCluster } from "../cluster/with-cluster";
import type { Attempt } from "./attempt";
import { BEYOND } from "./attempts/beyond";
import { BY_INSIDER } from "./attempts/by-insider";
import { BY_OPERATOR } from "./attempts/by-operator";
import { OWN_NAMESPACE } from "./attempts/own-namespace";
import { EVERYDAY } from "./everyday";
import { type Lifted, liftRights } from "./grants";
import { furnish, prepare } from "./grounds";
import { type People, meetPeople } from "./people";
import { type RefusedBy, refusedBy, ruleOf } from "./refusals";
import { type Removable, removables, withAllRules, withoutRule } from "./removable";
import { CONNECTED, forEach } from "./requests";

const ATTEMPTS: readonly Attempt[] = [...OWN_NAMESPACE, ...BEYOND, ...BY_OPERATOR, ...BY_INSIDER];

describe("attacks on a tenant's walls", () => {
  const current = withCluster("attacks", []);
  let people: People;
  let objects: readonly KubernetesObject[];
  /** The rule that refused an attempt. */
  const rules = new Map<Attempt, string>();
  /** Attempts that only one guard keeps from success. */
  const free: Attempt[] = [];

  before(async () => {
    const { api } = current();
    objects = await prepare(api);
    await furnish(api);
    people = await meetPeople(api);
    await inForce();
  });
  after(() => {
    for (const person of Object.values(people)) person.close();
  });

  it("are all refused, each by the guard that it meets first", async () => {
    const answers = await forEach(ATTEMPTS, (one) => people[one.who].send(one));
    const wrong = ATTEMPTS.flatMap((one, index) => {
      const answer = answers[index]!;
      const by = refusedBy(answer);
      if (by.startsWith("agno-")) rules.set(one, ruleOf(answer));
      return by === one.by ? [] : [`${nameOf(one)}: not by ${one.by}, but by ${by}: ${answer.status} ${answer.body}`];
    });
    assert.deepEqual(wrong, []);
    console.log(`    ${ATTEMPTS.length} attempts, 0 succeed`);
  });

  it("meet policies of which the API server understands every word", async () => {
    const path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";
    const { items } = await read<{ items: readonly SeenPolicy[] }>(current().api, path);
    for (const { metadata, status } of items) assert.equal(status?.observedGeneration, metadata.generation);
    const warnings = items.flatMap(({ metadata, status }) =>
      (status?.typeChecking?.expressionWarnings ?? []).map(
        ({ fieldRef, warning }) => `${metadata.name} ${fieldRef}: ${warning}`,
      ),
    );
    assert.deepEqual(warnings, []);
  });

  it("would succeed, were the policy, quota, limit or standard of pods not there that refuses them", async () => {
    let before: Removable | undefined;
    for (const guard of [...removables(people.administrator, objects), undefined]) {
      await Promise.all([before && putBack(before), guard?.remove()]);
      before = guard;
      if (guard === undefined) continue;
      const outcomes = await without(guard);
      const through = outcomes.filter(({ by }) => by === "none").map(({ attempt }) => attempt);
      free.push(...through);
      console.log(`    ${guard.name} -> ${inWords(outcomes)}`);
      assert.ok(through.length > 0, `nothing notices that ${guard.name} is gone`);
    }
  });

  it("would succeed, were the rule not there that refuses them", async () => {
    const policies = objects.filter(
      ({ kind, spec }) => kind === "ValidatingAdmissionPolicy" && rulesOf(spec).length > 1,
    );
    const known = new Set(rules.values());
    const idle = policies.flatMap(({ spec }) => rulesOf(spec).filter(({ message }) => !known.has(message)));
    assert.deepEqual(idle, [], "rules that no attempt meets");
    const most = Math.max(...policies.map(({ spec }) => rulesOf(spec).length));
    let count = 0;
    for (let number = 0; number < most; number++) {
      const round = policies.filter(({ spec }) => rulesOf(spec).length > number);
      await forEach(round, (policy) => withoutRule(people.administrator, policy, number));
      for (const { metadata, spec } of round) {
        const message = rulesOf(spec)[number]!.message;
        // Nothing but this policy stands in their way, so the other policies' missing rules change nothing.
        const refused = free.filter((one) => one.by === metadata.name && rules.get(one) === message);
        await until({ what: `${metadata.name} without "${message}" lets something through` }, async () => {
          const answers = await forEach(refused, (one) => people[one.who].send(one, true));
          return answers.some((answer) => refusedBy(answer) === "none") ? true : undefined;
        });
        count++;
      }
      await forEach(round, (policy) => withAllRules(people.administrator, policy));
    }
    console.log(`    ${count} rules of ${policies.length} policies, each noticed`);
  });

  it("would succeed, or meet the next guard, had their people the right", async () => {
    await inForce();
    const byPerson = grouped(attemptsBy("rights"), ({ who }) => who);
    const lifted = (
      await forEach([...byPerson.values()], async (attempts) => {
        const results: Lifted[] = [];
        for (const one of attempts) results.push(await liftRights(people, one));
        return results;
      })
    ).flat();
    const lame = lifted.filter(
      ({ attempt, by, answer }) => by === "none" && answer.status >= 300 && !CONNECTED.test(attempt.path),
    );
    assert.deepEqual(
      lame.map(({ attempt, answer }) => `${nameOf(attempt)}: ${answer.body}`),
      [],
    );
    for (const [who, results] of grouped(lifted, ({ attempt }) => attempt.who)) {
      console.log(`    rights of ${who}, lifted one by one -> ${inWords(results)}`);
    }
  });

  it("do not stand in the way of everyday work", async () => {
    const refused: string[] = [];
    for (const action of EVERYDAY) {
      const answer = await people[action.who].send(action);
      if (answer.status >= 300) refused.push(`${action.title}: ${answer.status} ${answer.body}`);
    }
    assert.deepEqual(refused, []);
    console.log(`    ${EVERYDAY.length} everyday actions, 0 refused`);
  });

  /** Waits until every policy refuses what it should. */
  async function inForce(): Promise<void> {
    const judged = ATTEMPTS.filter(({ by }) => by.startsWith("agno-"));
    await until({ what: "all policies are in force" }, async () => {
      const answers = await forEach(judged, (one) => people[one.who].send(one, true));
      const open = judged.filter((one, index) => refusedBy(answers[index]!) !== one.by);
      if (open.length > 0) throw new Error(open.map(nameOf).join("; "));
      return true;
    });
  }

  /** What becomes of a guard's attempts without it; waits until it is out of force. */
  async function without({ name }: Removable): Promise<readonly Outcome[]> {
    const attempts = attemptsBy(name);
    await until({ what: `${name} is out of force` }, async () => {
      const [first] = attempts;
      return first !== undefined && refusedBy(await people[first.who].send(first, true)) === name ? undefined : true;
    });
    const answers = await forEach(attempts, (one) => people[one.who].send(one, true));
    return attempts.map((attempt, index) => ({ attempt, by: refusedBy(answers[index]!) }));
  }

  async function putBack(guard: Removable): Promise<void> {
    await guard.restore();
    const [first] = attemptsBy(guard.name);
    if (first === undefined) return;
    await until({ what: `${guard.name} is in force again` }, async () =>
      refusedBy(await people[first.who].send(first, true)) === guard.name ? true : undefined,
    );
  }
});

interface SeenPolicy {
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly typeChecking?: {
      readonly expressionWarnings?: readonly { readonly fieldRef: string; readonly warning: string }[];
    };
  };
}

interface Outcome {
  readonly attempt: Attempt;
  /** Who refuses it now. */
  readonly by: RefusedBy;
}

/** "14 attempts succeed, 2 are held by quota". */
function inWords(outcomes: readonly Outcome[]): string {
  const counts = new Map<RefusedBy, number>();
  for (const { by } of outcomes) counts.set(by, (counts.get(by) ?? 0) + 1);
  const words = [...counts].map(([by, count]) =>
    by === "none" ? `${count} attempts succeed` : `${count} held by ${by}`,
  );
  return words.sort().join(", ");
}

function attemptsBy(name: string): readonly Attempt[] {
  return ATTEMPTS.filter(({ by }) => by === name);
}

function nameOf({ who, title }: Attempt): string {
  return `${who}: ${title}`;
}

function rulesOf(spec: unknown): readonly { readonly message: string }[] {
  return (spec as { validations: { message: string }[] }).validations;
}
