import { maxMentionLength } from "./fine-tuning-task.ts";

/** A stretch of words, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a word sequence to `limit` by leaving out the words farthest from the stretches to keep, so that each of
 * these survives with its nearest context. Returns the words and where each stretch now stands.
 */
export function wordsAround(
  ids: readonly number[],
  keep: readonly Stretch[],
  limit: number,
): { ids: number[]; stretches: Stretch[] } {
  if (ids.length <= limit) return { ids: [...ids], stretches: [...keep] };
  const distance = (i: number): number =>
    Math.min(...keep.map(({ start, end }) => (i < start ? start - i : i >= end ? i - end + 1 : 0)));
  const order = ids.map((_, i) => ({ i, far: distance(i) })).sort((a, b) => a.far - b.far || a.i - b.i);
  const chosen = order
    .slice(0, limit)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
  const place = new Map(chosen.map((old, now) => [old, now]));
  return {
    ids: chosen.map((i) => ids[i]!),
    stretches: keep.map(({ start, end }) => {
      const kept = chosen.filter((i) => i >= start && i < end);
      return kept.length === 0
        ? { start: 0, end: 0 }
        : { start: place.get(kept[0]!)!, end: place.get(kept.at(-1)!)! + 1 };
    }),
  };
}

/** The word positions of a mention, the first `maxMentionLength` of them. */
export function mentionPositions({ start, end }: Stretch): Int32Array {
  const length = Math.min(end - start, maxMentionLength);
  return Int32Array.from({ length }, (_, i) => start + i);
}
