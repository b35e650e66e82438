/** A token that is looked for in the text itself, before words are split, as Hugging Face's AddedToken. */
export interface AddedToken {
  readonly content: string;
  /** By default the id in the vocabulary, or the next free one. */
  readonly id?: number;
  /** Whether decode may skip it; true by default. */
  readonly special?: boolean;
  /** White space before it belongs to it (`<mask>`), or after it. */
  readonly stripLeft?: boolean;
  readonly stripRight?: boolean;
  /** Only where no word character stands next to it. */
  readonly singleWord?: boolean;
}

export interface AddedTokenMatch {
  readonly token: Required<AddedToken>;
  /** Where the token itself stands, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Where the text before it ends and the text after it starts: white space that the token takes is in neither. */
  readonly before: number;
  readonly after: number;
}

/** The added tokens of a tokenizer: finds them in a text, leftmost first, of those the longest. */
export class AddedTokens {
  readonly #byContent: Map<string, Required<AddedToken>> = new Map();
  #pattern: RegExp | undefined; // made when it is needed

  constructor(tokens: readonly Required<AddedToken>[] = []) {
    this.add(tokens);
  }

  add(tokens: readonly Required<AddedToken>[]): void {
    for (const token of tokens) this.#byContent.set(token.content, token);
    this.#pattern = undefined;
  }

  get(content: string): Required<AddedToken> | undefined {
    return this.#byContent.get(content);
  }

  /** In the order in which they were added. */
  values(): readonly Required<AddedToken>[] {
    return [...this.#byContent.values()];
  }

  /** The first match in `text` from `from` on. */
  next(text: string, from: number): AddedTokenMatch | undefined {
    if (this.#byContent.size === 0) return undefined;
    const pattern = (this.#pattern ??= longestFirst([...this.#byContent.keys()]));
    pattern.lastIndex = from;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const token = this.#byContent.get(match[0])!;
      const start = match.index;
      const end = start + token.content.length;
      if (token.singleWord && (isWordAt(text, start - 1) || isWordAt(text, end))) continue;
      let before = start;
      let after = end;
      if (token.stripLeft) while (before > from && isSpace(text.charCodeAt(before - 1))) before -= 1;
      if (token.stripRight) while (after < text.length && isSpace(text.charCodeAt(after))) after += 1;
      return { token, start, end, before, after };
    }
    return undefined;
  }
}

function longestFirst(contents: string[]): RegExp {
  const alternatives = contents
    .sort((a, b) => b.length - a.length)
    .map((content) => content.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return new RegExp(alternatives.join("|"), "g");
}

/** White space as the reference strips it: Unicode White_Space and the separators U+001C to U+001F. */
export function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit >= 0x1c;
  return unit >= 0x80 && /\p{White_Space}/u.test(String.fromCharCode(unit));
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[\p{L}\p{M}\p{N}\p{Pc}]/u.test(text.charAt(at));
}
