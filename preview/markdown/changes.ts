/** What changes, in Markdown: losses in the open, the rest folded by kind. */
import type { Changed, Changes, Placed } from "../changes/changes";
import { type Group, type Story, storiesOf } from "../changes/stories";
import { anewInWords, editInWords, groupInWords, placesInWords, subjectInWords } from "../changes/words";
import { count } from "../page";
import { code, folded, list, plain } from "./markdown";

const MOST_LOSSES = 15;
const MOST_STORIES = 60;
/** Of one resource: an image with another command has a dozen. */
const MOST_EDITS = 12;

/** Data that goes, before anything else; empty where none does. */
export function lossesPart(changes: Changes | undefined): string {
  if (changes === undefined) return "";
  const { losing } = storiesOf(changes);
  if (losing.length === 0) return "";
  const lines = losing.map((story) => {
    const { first } = story;
    const protection = first.isProtected ? " — protected: the update refuses it" : "";
    return `🔴 ${named(story)}: **${plain(first.loses)}**${protection}`;
  });
  return `#### 🔴 Data is lost\n\n${list(lines, MOST_LOSSES)}`;
}

/** One fold for each kind of change; empty where nothing is compared or changes. */
export function changesPart(changes: Changes | undefined): string {
  if (changes === undefined) return "";
  const { replaced, following, changed, renamed, added, removed } = storiesOf(changes);
  const anew = [...replaced.map(changeLine), ...following.map(followersLine)];
  return [
    fold("🔴 Made anew: no provider changes it in place", sum(replaced) + sum(following), anew),
    fold("✏️ Changed", sum(changed), changed.map(changeLine)),
    fold("🏷️ Renamed, otherwise as before", sum(renamed), renamed.map(renamedLine)),
    fold("➕ Added", size(added), added.map(groupLine)),
    fold("➖ Removed", size(removed), removed.map(groupLine)),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function fold(title: string, resources: number, lines: readonly string[]): string {
  return lines.length === 0 ? "" : folded(`${title} (${count(resources)})`, list(lines, MOST_STORIES));
}

function sum(stories: readonly Story<Placed>[]): number {
  return stories.reduce((total, { all }) => total + all.length, 0);
}

function size(groups: readonly Group[]): number {
  return groups.reduce((total, { all }) => total + all.length, 0);
}

function named(story: Story<Placed>): string {
  const [what, where] = subjectInWords(story);
  return `${code(what)} (${plain(where)})`;
}

function changeLine(story: Story<Changed>): string {
  const { first } = story;
  const edits = first.paths.map((path) => code(editInWords(first, path)));
  const anew = first.replacedFor.length > 0 ? [plain(anewInWords(first))] : [];
  const hidden = edits.length - MOST_EDITS;
  const shown = hidden > 0 ? [...edits.slice(0, MOST_EDITS), `and ${count(hidden)} more`] : edits;
  return `${named(story)}: ${[...shown, ...anew].join(", ")}`;
}

function followersLine({ first, all }: Story<Changed>): string {
  return `${count(all.length)} objects of the cluster in ${plain(first.region)}, because it is made anew`;
}

function renamedLine(story: Story<Changed>): string {
  return `${named(story)}, formerly ${code(story.first.was?.split("::").at(-1) ?? "")}`;
}

function groupLine(group: Group): string {
  return `${plain(placesInWords(group.all))}: ${plain(groupInWords(group))}`;
}
