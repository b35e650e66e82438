import { cannotTruncate } from "./errors.ts";
import type { TruncationStrategy } from "./luke-encoding.ts";
import { truncation } from "./truncation.ts";

/**
 * How many tokens of one text, or two, are kept so that at most `room` are left.
 *
 * @throws LukeError TOK016 if the strategy takes from a text that has not that many, or is not there
 */
export function keptLengths(
  strategy: TruncationStrategy,
  lengths: readonly [first: number, second?: number],
  room: number,
): [first: number, second: number] {
  const [first, second] = lengths;
  const excess = first + (second ?? 0) - room;
  if (excess <= 0) return [first, second ?? 0];
  if (room < 0) throw cannotTruncate(strategy, lengths, room);
  if (strategy === "longest_first" && second !== undefined) {
    const removed = truncation(strategy, first, second, excess);
    return [first - removed.first, second - removed.second];
  }
  const kept: [number, number] =
    strategy === "only_second" ? [first, (second ?? 0) - excess] : [first - excess, second ?? 0];
  if (kept[0] < 0 || kept[1] < 0) throw cannotTruncate(strategy, lengths, room);
  return kept;
}
