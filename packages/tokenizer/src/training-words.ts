/** The distinct words of a corpus as symbols, which merges shorten in place, and how often each occurs. */
export class TrainingWords {
  readonly counts: Float64Array; // [words]
  readonly #symbols: Int32Array; // of all words, one after another
  readonly #starts: Int32Array; // [words]
  readonly #lengths: Int32Array; // [words]

  /** @param byteSymbols the symbol of each byte: [256] */
  constructor(words: ReadonlyMap<string, number>, byteSymbols: Int32Array) {
    const utf8 = new TextEncoder();
    this.counts = Float64Array.from(words.values());
    this.#starts = new Int32Array(words.size);
    this.#lengths = new Int32Array(words.size);
    let symbols = new Int32Array(1024);
    let end = 0;
    let word = 0;
    for (const text of words.keys()) {
      const bytes = utf8.encode(text);
      if (end + bytes.length > symbols.length) {
        const larger = new Int32Array(Math.max(end + bytes.length, symbols.length * 2));
        larger.set(symbols);
        symbols = larger;
      }
      this.#starts[word] = end;
      this.#lengths[word++] = bytes.length;
      for (const byte of bytes) symbols[end++] = byteSymbols[byte]!;
    }
    this.#symbols = symbols;
  }

  /** Calls `visit` for every two neighbours, word by word. */
  forEachPair(visit: (left: number, right: number, word: number) => void): void {
    for (let word = 0; word < this.#starts.length; word++) {
      const last = this.#starts[word]! + this.#lengths[word]! - 1;
      for (let at = this.#starts[word]!; at < last; at++) {
        visit(this.#symbols[at]!, this.#symbols[at + 1]!, word);
      }
    }
  }

  /**
   * Replaces `left right` by `merged` in one word, from the left, and tells which neighbours went (-1) and
   * came (+1). The merged pair itself is not told.
   */
  merge(
    word: number,
    [left, right, merged]: readonly [number, number, number],
    change: (left: number, right: number, by: 1 | -1) => void,
  ): void {
    const symbols = this.#symbols;
    const start = this.#starts[word]!;
    const end = start + this.#lengths[word]!;
    let to = start;
    for (let from = start; from < end; from++) {
      if (symbols[from] !== left || from + 1 >= end || symbols[from + 1] !== right) {
        symbols[to++] = symbols[from]!;
        continue;
      }
      if (to > start) {
        change(symbols[to - 1]!, left, -1);
        change(symbols[to - 1]!, merged, 1);
      }
      if (from + 2 < end) {
        change(right, symbols[from + 2]!, -1);
        change(merged, symbols[from + 2]!, 1);
      }
      symbols[to++] = merged;
      from += 1;
    }
    this.#lengths[word] = to - start;
  }
}
