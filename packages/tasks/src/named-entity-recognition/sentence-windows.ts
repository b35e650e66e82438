import type { Stretch } from "../fine-tuning/words-around.ts";

/**
 * Cuts a sentence into windows of words whose tokens fit `limit`. Neighbouring windows share up to `overlap`
 * words, so that a name near a border is whole in one of them. A sentence that fits is one window.
 *
 * @param lengths - tokens of each word, none above `limit`
 */
export function sentenceWindows(lengths: readonly number[], limit: number, overlap: number): Stretch[] {
  const windows: Stretch[] = [];
  let start = 0;
  while (start < lengths.length) {
    let end = start;
    let used = 0;
    while (end < lengths.length && used + lengths[end]! <= limit) used += lengths[end++]!;
    windows.push({ start, end });
    if (end >= lengths.length) break;
    start = Math.max(start + 1, end - Math.min(overlap, Math.floor((end - start) / 2)));
  }
  return windows;
}
