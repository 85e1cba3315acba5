import type { Finding } from "./finding";
import type { Path } from "./problem";

/** Words that stand more than once in the list at this path, or, where it is one of maps, `within` each. */
export function* checkTwice(words: readonly string[], path: Path, ...within: Path): Generator<Finding> {
  for (const [index, word] of words.entries()) {
    if (words.indexOf(word) === index) continue;
    yield { paths: [[...path, index, ...within]], message: `"${word}" stands twice; remove one of the two` };
  }
}
