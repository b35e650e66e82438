import { MergeQueue } from "./merge-queue.ts";
import { type MergeRules, NO_RANK } from "./merge-rules.ts";

/** From this many bytes a queue finds the next merge; below, a scan of the word is quicker. */
const LONG_WORD = 48;

/** The room for words up to this many bytes is kept from word to word. */
const KEPT_LENGTH = 1 << 20;

/**
 * Merges the symbols of one word until no rule applies: always the rule of the lowest rank, leftmost first.
 *
 * The caller writes the word's bytes to `symbols[0 … length)` (after `reserve`) and calls `merge`, which
 * returns the number n of symbols left: `symbols[0 … n)`, where symbol i covers the bytes up to `ends[i]`.
 */
export class WordMerger {
  symbols: Int32Array = new Int32Array(256);
  ends: Int32Array = new Int32Array(256);
  #ranks: Int32Array = new Int32Array(256); // rank of (symbol i, the one after it)
  #next: Int32Array = new Int32Array(256); // linked list, for long words
  #previous: Int32Array = new Int32Array(256);
  readonly #queue: MergeQueue;
  readonly #rules: MergeRules;

  constructor(rules: MergeRules) {
    this.#rules = rules;
    this.#queue = new MergeQueue(rules.numRanks);
  }

  /** Makes room for a word of `length` bytes; what `symbols` held is lost. Room for a very long one is given back. */
  reserve(length: number): void {
    const room = this.symbols.length;
    if (length <= room && (room <= KEPT_LENGTH || length > KEPT_LENGTH)) return;
    const capacity = length > KEPT_LENGTH ? length : Math.min(KEPT_LENGTH, Math.max(256, 2 * length));
    this.symbols = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.#ranks = new Int32Array(capacity);
    this.#next = new Int32Array(capacity);
    this.#previous = new Int32Array(capacity);
  }

  merge(length: number): number {
    const { symbols, ends } = this;
    const ranks = this.#ranks;
    const rules = this.#rules;
    for (let at = 0; at < length; at++) {
      ends[at] = at + 1;
      ranks[at] = at + 1 < length ? rules.rank(symbols[at]!, symbols[at + 1]!) : NO_RANK;
    }
    return length < LONG_WORD ? this.#mergeByScan(length) : this.#mergeByQueue(length);
  }

  #mergeByScan(length: number): number {
    const { symbols, ends } = this;
    const ranks = this.#ranks;
    const rules = this.#rules;
    let count = length;
    for (;;) {
      let best = NO_RANK;
      let at = -1;
      for (let index = 0; index < count - 1; index++) {
        if (ranks[index]! < best) {
          best = ranks[index]!;
          at = index;
        }
      }
      if (at < 0) return count;
      count -= 1;
      symbols[at] = rules.merged(best);
      ends[at] = ends[at + 1]!;
      for (let index = at + 1; index < count; index++) {
        symbols[index] = symbols[index + 1]!;
        ends[index] = ends[index + 1]!;
        ranks[index] = ranks[index + 1]!;
      }
      ranks[at] = at + 1 < count ? rules.rank(symbols[at]!, symbols[at + 1]!) : NO_RANK;
      if (at > 0) ranks[at - 1] = rules.rank(symbols[at - 1]!, symbols[at]!);
    }
  }

  #mergeByQueue(length: number): number {
    const { symbols, ends } = this;
    const ranks = this.#ranks;
    const next = this.#next;
    const previous = this.#previous;
    // A merge takes one entry out and may put two in.
    this.#queue.reserve(2 * length);
    for (let at = 0; at < length; at++) {
      next[at] = at + 1;
      previous[at] = at - 1;
      if (ranks[at] !== NO_RANK) this.#queue.push(ranks[at]!, at);
    }
    this.#applyRulesBelow(NO_RANK, length);
    let count = 0;
    for (let at = 0; at < length; at = next[at]!) {
      symbols[count] = symbols[at]!;
      ends[count] = ends[at]!;
      count += 1;
    }
    return count;
  }

  /** Applies the rules of ranks below `limit`, lowest first, wherever they apply, until none does. */
  #applyRulesBelow(limit: number, length: number): void {
    const { symbols, ends } = this;
    const ranks = this.#ranks;
    const next = this.#next;
    const previous = this.#previous;
    const rules = this.#rules;
    const queue = this.#queue;
    for (let rank = queue.lowestRank(); rank >= 0 && rank < limit; rank = queue.lowestRank()) {
      const merged = rules.merged(rank);
      for (const at of queue.take(rank)) {
        if (ranks[at] !== rank) continue; // a neighbour has merged since
        const gone = next[at]!;
        const after = next[gone]!;
        symbols[at] = merged;
        ends[at] = ends[gone]!;
        ranks[gone] = NO_RANK;
        next[at] = after;
        let lowest = NO_RANK;
        ranks[at] = NO_RANK;
        if (after < length) {
          previous[after] = at;
          lowest = rules.rank(merged, symbols[after]!);
          ranks[at] = lowest;
          if (lowest !== NO_RANK) queue.push(lowest, at);
        }
        const before = previous[at]!;
        if (before >= 0) {
          const rankBefore = rules.rank(symbols[before]!, merged);
          ranks[before] = rankBefore;
          if (rankBefore !== NO_RANK) queue.push(rankBefore, before);
          if (rankBefore < lowest) lowest = rankBefore;
        }
        // A rule of another way to the same string may rank lower: it goes first.
        if (lowest < rank) this.#applyRulesBelow(rank, length);
      }
    }
  }
}
