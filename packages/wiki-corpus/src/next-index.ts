/**
 * `indexOf` that remembers its last answer: asked with rising positions it reads the text once in all,
 * however often the thing looked for is missing. This is what keeps the scanner linear on hostile input.
 */
export class NextIndex {
  readonly #find: (from: number) => number;
  #last = -2;

  constructor(text: string, needle: string | RegExp) {
    if (typeof needle === "string") {
      this.#find = (from) => text.indexOf(needle, from);
    } else {
      const pattern = new RegExp(needle.source, "gi");
      this.#find = (from) => {
        pattern.lastIndex = from;
        return pattern.exec(text)?.index ?? -1;
      };
    }
  }

  /** First position ≥ `from`, or -1. `from` must not fall from call to call. */
  from(from: number): number {
    if (this.#last !== -1 && this.#last < from) this.#last = this.#find(from);
    return this.#last;
  }
}
