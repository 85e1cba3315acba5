/** One comment of the previews of several stacks. */
import { fenced } from "./fenced.ts";

export interface Preview {
  readonly stack: string;
  /** Of the preview command: 0 fine, 1 something violated, 2 wrong configuration, 3 the program failed. */
  readonly status: number;
  /** Absent where nothing could be previewed. */
  readonly markdown?: string;
  readonly stderr: string;
}

/** Bytes; below what GitHub takes, with room for what stands above it. */
const MOST = 60_000;
/** Of what a command says, the end tells most. */
const MOST_STDERR = 8_000;

const IN_WORDS: Readonly<Record<number, string>> = {
  2: "The configuration is wrong, so nothing was previewed:",
  3: "The program failed, so nothing was previewed:",
};

/** @param gone Stacks whose file is gone. */
export function compose(previews: readonly Preview[], gone: readonly string[]): string {
  let comment = gone
    .map((stack) => `Stack \`${stack}\` has no file any more; what it has built stays until \`pulumi destroy\`.\n\n`)
    .join("");
  for (const preview of previews) {
    const part = partOf(preview);
    const short = `## Stack \`${preview.stack}\`\n\nToo long for one comment: it stands in \`${preview.stack}.html\` of the run.\n\n`;
    comment += Buffer.byteLength(comment + part) <= MOST ? part : short;
  }
  return comment;
}

function partOf({ stack, status, markdown, stderr }: Preview): string {
  const title = `## Stack \`${stack}\`\n\n`;
  if (markdown !== undefined) return `${title}${markdown.trimEnd()}\n\n`;
  const words = IN_WORDS[status] ?? `The preview ended with status ${status}:`;
  return `${title}${words}\n\n${fenced(stderr.slice(-MOST_STDERR))}\n\n`;
}
