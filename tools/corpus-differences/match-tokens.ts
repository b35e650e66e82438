/** Which of our paragraphs holds another extractor's, as far as words go. */

/** Words and numbers, lower case. */
export function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
}

/** Length of the longest common subsequence. */
export function commonInOrder(a: readonly string[], b: readonly string[]): number {
  let row = new Int32Array(b.length + 1);
  let next = new Int32Array(b.length + 1);
  for (const token of a) {
    for (let j = 0; j < b.length; j++) {
      next[j + 1] = token === b[j] ? row[j]! + 1 : Math.max(next[j]!, row[j + 1]!);
    }
    [row, next] = [next, row];
  }
  return row[b.length]!;
}

/** Texts that can be asked for one that holds a share of some tokens, 90 % of them, in order. */
export class TokenIndex {
  readonly #tokens: readonly string[][];
  readonly #places = new Map<string, number[]>();

  constructor(texts: readonly string[]) {
    this.#tokens = texts.map(tokensOf);
    for (const [i, tokens] of this.#tokens.entries()) {
      for (const token of new Set(tokens)) {
        const places = this.#places.get(token);
        if (places === undefined) this.#places.set(token, [i]);
        else places.push(i);
      }
    }
  }

  holds(tokens: readonly string[], share = 0.9): boolean {
    const shared = new Map<number, number>();
    for (const token of tokens) {
      for (const place of this.#places.get(token) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
    }
    const enough = share * tokens.length;
    for (const [place, count] of shared) {
      if (count >= enough && commonInOrder(tokens, this.#tokens[place]!) >= enough) return true;
    }
    return false;
  }
}
