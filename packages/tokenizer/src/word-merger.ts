import { MergeHeap } from "./merge-heap.ts";
import { type MergeRules, NO_RANK } from "./merge-rules.ts";

/** From this many bytes a heap finds the next merge; below, a scan of the word is quicker. */
const LONG_WORD = 48;

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
  readonly #heap: MergeHeap = new MergeHeap();
  readonly #rules: MergeRules;

  constructor(rules: MergeRules) {
    this.#rules = rules;
  }

  /** Makes room for a word of `length` bytes; what `symbols` held is lost. */
  reserve(length: number): void {
    if (length <= this.symbols.length) return;
    const capacity = Math.max(length, this.symbols.length * 2);
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
    return length < LONG_WORD ? this.#mergeByScan(length) : this.#mergeByHeap(length);
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

  #mergeByHeap(length: number): number {
    const { symbols, ends } = this;
    const ranks = this.#ranks;
    const next = this.#next;
    const previous = this.#previous;
    const rules = this.#rules;
    const heap = this.#heap;
    heap.clear();
    for (let at = 0; at < length; at++) {
      next[at] = at + 1;
      previous[at] = at - 1;
      if (ranks[at] !== NO_RANK) heap.push(ranks[at]!, at);
    }
    while (heap.pop()) {
      const { rank, position: at } = heap;
      if (ranks[at] !== rank) continue; // a neighbour has merged since
      const gone = next[at]!;
      const after = next[gone]!;
      symbols[at] = rules.merged(rank);
      ends[at] = ends[gone]!;
      ranks[gone] = NO_RANK;
      next[at] = after;
      if (after < length) previous[after] = at;
      ranks[at] = after < length ? rules.rank(symbols[at]!, symbols[after]!) : NO_RANK;
      if (ranks[at] !== NO_RANK) heap.push(ranks[at]!, at);
      const before = previous[at]!;
      if (before >= 0) {
        ranks[before] = rules.rank(symbols[before]!, symbols[at]!);
        if (ranks[before] !== NO_RANK) heap.push(ranks[before]!, before);
      }
    }
    let count = 0;
    for (let at = 0; at < length; at = next[at]!) {
      symbols[count] = symbols[at]!;
      ends[count] = ends[at]!;
      count += 1;
    }
    return count;
  }
}
