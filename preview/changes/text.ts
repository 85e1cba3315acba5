/** The changes for people at a terminal: what is lost first, then what is made anew, changed, added and removed. */
import { LEVELS } from "../../cost/levels";
import { signedDollars } from "../../cost/money";
import { type Page, count, fill } from "../page";
import type { Changed, Changes, Placed, Removed } from "./changes";
import { type Group, type Story, storiesOf } from "./stories";
import { anewInWords, editInWords, groupInWords, placesInWords, subjectInWords, sizeInWords } from "./words";

/** More of one kind would hide the others; the JSON has all. */
const MOST_SHOWN = 12;

/** One section; empty where nothing is compared. */
export function changesSection(changes: Changes | undefined, page: Page): string {
  if (changes === undefined) return "";
  const { base, costDelta } = changes;
  const { losing, replaced, following, changed, renamed, added, removed } = storiesOf(changes);
  const lines = (heading: string, of: readonly string[]) =>
    shown(of, page).map((line) => fill(`${heading} ${line}`, page, "  "));
  const price =
    costDelta && LEVELS.map((level) => `${level} ${signedDollars(costDelta.total[level].monthly)}`).join(", ");
  return [
    page.colors.bold(`Since ${base.ref} (${base.commit.slice(0, 7)}): ${sizeInWords(changes)}`),
    ...(price === null ? [] : [`  a month: ${price}`]),
    ...lines(page.colors.red("data is lost:"), losing.map(lossInWords)),
    ...lines(page.colors.red("made anew:"), replaced.map(changeInWords)),
    ...lines(page.colors.red("made anew:"), following.map(followersInWords)),
    ...lines(page.colors.yellow("changed:"), changed.map(changeInWords)),
    ...lines(
      "renamed:",
      renamed.map((story) => `${named(story)}, formerly ${story.first.was?.split("::").at(-1) ?? ""}`),
    ),
    ...lines(page.colors.green("added:"), added.map(comesInWords)),
    ...lines(page.colors.red("removed:"), removed.map(comesInWords)),
  ].join("\n");
}

function shown(lines: readonly string[], { colors }: Page): readonly string[] {
  const hidden = lines.length - MOST_SHOWN;
  return hidden > 0 ? [...lines.slice(0, MOST_SHOWN), colors.dim(`and ${hidden} more like these`)] : lines;
}

function named(story: Story<Placed>): string {
  const [what, where] = subjectInWords(story);
  return `${what} (${where})`;
}

function lossInWords(story: Story<Removed>): string {
  const { first } = story;
  const protection = first.isProtected ? "; it is protected: the update refuses that" : "";
  return `${named(story)}: ${first.loses}${protection}`;
}

function changeInWords(story: Story<Changed>): string {
  const { first } = story;
  const edits = first.paths.map((path) => editInWords(first, path));
  const anew = first.replacedFor.length > 0 ? [anewInWords(first)] : [];
  return `${named(story)}: ${[...edits, ...anew].join("; ")}`;
}

function followersInWords({ first, all }: Story<Changed>): string {
  return `${count(all.length)} objects of the cluster in ${first.region}, because it is made anew`;
}

function comesInWords(group: Group): string {
  return `${placesInWords(group.all)}: ${groupInWords(group)}`;
}
