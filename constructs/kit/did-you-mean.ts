// Typos deserve an answer: the nearest known name, when one is near enough to be meant.
import leven from 'leven';

/** `; did you mean replicas?` or an empty string. Near enough is a third of the word's length. */
export function didYouMean(word: string, known: Iterable<string>): string {
  let best: string | undefined;
  let distance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const d = leven(word.toLowerCase(), candidate.toLowerCase());
    if (d < distance) [best, distance] = [candidate, d];
  }
  return best === undefined ? '' : `; did you mean ${best}?`;
}
