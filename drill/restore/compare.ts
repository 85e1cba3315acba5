/** What people were told is safe, against what is there. */
import { PROMISE } from "./archive";
import type { Happened } from "./disaster";
import type { Plan } from "./plan";

/** Seconds before the disaster in which somebody must have been told so, or nothing was tried. */
const RECENT = 5;

export interface Comparison {
  /** Messages that somebody was told are safe, until the moment that is restored. */
  readonly acknowledged: number;
  /** Of these, how many are not there any more. */
  readonly lost: number;
  /** Of the lost, those that the archive promises to keep; must be 0. */
  readonly lostAgainstPromise: number;
  /** Messages that came after a deletion and until it was noticed: a restore to the moment before gives them up. */
  readonly givenUp: number;
  /** Measured: how old the oldest lost message was, in seconds; 0 where none is lost. */
  readonly recoveryPoint: number;
  /** All that is wrong, in words. */
  readonly problems: readonly string[];
}

/**
 * @param acknowledged When each message was, by its number; as of performance.now().
 * @param numbers Of the messages that are there after the restore.
 */
export function compare(
  acknowledged: ReadonlyMap<number, number>,
  numbers: ReadonlySet<number>,
  { at, until }: Pick<Happened, "at" | "until">,
  { disaster, writers }: Pick<Plan, "disaster" | "writers">,
): Comparison {
  const all = [...acknowledged];
  const before = all.filter(([, when]) => when <= at);
  const later = all.filter(([, when]) => when > until);
  const ages = before.filter(([number]) => !numbers.has(number)).map(([, when]) => (at - when) / 1000);
  // Where nothing was lost but spoilt, all of the log is there.
  const promised = disaster === "machine lost" ? PROMISE : 0;
  const lostAgainstPromise = ages.filter((age) => age >= promised).length;
  const back = later.filter(([number]) => numbers.has(number)).length;
  const recent = before.filter(([, when]) => at - when <= RECENT * 1000).length;
  const problems = [
    ...(lostAgainstPromise > 0
      ? [`${lostAgainstPromise} messages are lost that were acknowledged ${promised} s before or earlier`]
      : []),
    // One of each writer may have been under way.
    ...(back > writers ? [`${back} messages from after the moment came back`] : []),
    ...(recent < writers ? [`only ${recent} messages were acknowledged in the last ${RECENT} s`] : []),
  ];
  return {
    ...{ acknowledged: before.length, lost: ages.length, lostAgainstPromise, givenUp: later.length - back },
    ...{ recoveryPoint: Math.max(0, ...ages), problems },
  };
}
