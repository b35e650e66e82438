import type { TokenDecoder } from "./token-decoder.ts";

export interface DecodeOptions {
  /** Leave special tokens out; false. */
  readonly skipSpecialTokens?: boolean;
  /** Set added tokens such as `<ent>` off with spaces, as the reference does by default; false. */
  readonly spacesBetweenAddedTokens?: boolean;
}

/**
 * Decodes ids as they come: the pieces joined are what `decode` makes of all ids at once.
 *
 * A character whose bytes are spread over tokens comes with the token that completes it.
 *
 * @example
 * const stream = tokenizer.decodeStream();
 * for await (const id of generated) write(stream.push([id]));
 * write(stream.end());
 */
export class DecodeStream {
  readonly #decoder: TokenDecoder;
  readonly #pushTo: (decoder: TokenDecoder, ids: Iterable<number>) => void;

  /** @internal RobertaTokenizer.decodeStream makes one. */
  constructor(decoder: TokenDecoder, pushTo: (decoder: TokenDecoder, ids: Iterable<number>) => void) {
    this.#decoder = decoder;
    this.#pushTo = pushTo;
  }

  /** @throws LukeError TOK008 an id is not in the vocabulary */
  push(ids: Iterable<number>): string {
    this.#pushTo(this.#decoder, ids);
    return this.#decoder.take();
  }

  /** What is left: U+FFFD for a character that was not completed. The stream starts anew. */
  end(): string {
    return this.#decoder.end();
  }
}
