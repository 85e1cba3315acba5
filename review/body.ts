/** The text of our comment: what a stranger's run wrote, with all power taken out of it. */

/** The first line of the comment, invisible to readers. */
export const MARKER = "<!-- agno-platform: preview -->";

/** GitHub takes that many characters; GitLab a million. */
const MOST = 65_536;

export interface Origin {
  /** The commit of which it is, all 40 digits. */
  readonly commit: string;
  /** Where the run and its pages are. */
  readonly url: string;
}

/**
 * Says first what a reader must know of all that follows: the pull request's own code wrote it.
 *
 * @param text Undefined where there is none, or more than anybody would read.
 */
export function bodyOf(text: string | undefined, { commit, url }: Origin): string {
  const head = `${MARKER}\n<sub>Preview of ${commit.slice(0, 12)}, written by the code of that commit: believe it as you believe its author. [The run and its pages](${url})</sub>\n\n`;
  const body = head + (text === undefined ? NOTHING : harmless(text));
  return body.length <= MOST ? body : head + NOTHING;
}

const NOTHING = "The run has left no comment, or one that is too long to be read here.\n";

/**
 * Names nobody: a mention from our account would call people and teams. In Markdown that may be HTML, no sign before
 * an @ is sure to keep it from being one, so each gets an invisible space, addresses and digests as well. And nothing
 * is written from right to left, or otherwise shown in another order than it stands there.
 */
export function harmless(text: string): string {
  return text
    .replace(/[\0-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/@|&#0*64;?|&#x0*40;?|&commat;?/gi, "@\u200b");
}
