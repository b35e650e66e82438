import { type AddedToken, AddedTokens, isSpace } from "./added-tokens.ts";
import { type BpeFiles, ByteLevelBpe } from "./byte-level-bpe.ts";
import { decodeTokens } from "./decode-tokens.ts";
import type { Encoding, PairEncoding } from "./encoding.ts";
import { missingSpecialToken, unknownTokenId } from "./errors.ts";
import { robertaSpecialTokens, type SpecialTokens } from "./special-tokens.ts";
import { TokenBuffer } from "./token-buffer.ts";
import { Vocabulary } from "./vocabulary.ts";
import type { WordTokenizer } from "./word-tokenizer.ts";

export interface RobertaTokenizerOptions {
  /** Put a space before a text that starts without one, so that its first word is as any other; false. */
  readonly addPrefixSpace?: boolean;
  /** Tokens beyond the vocabulary's own special ones, such as LUKE's `<ent>`. */
  readonly addedTokens?: readonly AddedToken[];
  /** Other names for the special tokens. */
  readonly specialTokens?: Partial<SpecialTokens>;
}

export interface EncodeOptions {
  /** `<s> text </s>`, the default, or the text alone. */
  readonly addSpecialTokens?: boolean;
  /** By default the tokenizer's own setting. */
  readonly addPrefixSpace?: boolean;
}

export interface DecodeOptions {
  /** Leave special tokens out; false. */
  readonly skipSpecialTokens?: boolean;
  /** Set added tokens such as `<ent>` off with spaces, as the reference does by default; false. */
  readonly spacesBetweenAddedTokens?: boolean;
}

/**
 * RoBERTa's tokenizer: byte-level BPE with special tokens, the same ids as the reference's.
 *
 * Special tokens written in a text (`<mask>`) count as such. Words already seen are kept in a bounded cache.
 *
 * @throws LukeError TOK001 a special token is not in the vocabulary · TOK002, TOK003 a merge is malformed ·
 *   TOK004, TOK005 an id is not one or not unique
 * @example
 * const tokenizer = new RobertaTokenizer({ vocab, merges });
 * const { ids, starts, ends } = tokenizer.encode("Beyoncé lives in Los Angeles.");
 */
export class RobertaTokenizer implements WordTokenizer {
  readonly files: BpeFiles;
  readonly specialTokens: SpecialTokens;
  readonly addPrefixSpace: boolean;
  readonly bosId: number;
  readonly padId: number;
  readonly eosId: number;
  readonly unkId: number;
  readonly maskId: number;
  readonly #vocabulary: Vocabulary;
  readonly #bpe: ByteLevelBpe;
  readonly #added: AddedTokens = new AddedTokens();
  readonly #buffer: TokenBuffer = new TokenBuffer();

  /** @param origin the tokenizer whose tables are shared; `withTokens` gives it */
  constructor(files: BpeFiles, options: RobertaTokenizerOptions = {}, origin?: RobertaTokenizer) {
    this.files = files;
    this.addPrefixSpace = options.addPrefixSpace ?? false;
    this.specialTokens = { ...robertaSpecialTokens, ...options.specialTokens };
    this.#vocabulary = new Vocabulary(origin === undefined ? files.vocab : origin.#vocabulary);
    const { addedTokens = [] } = options;
    for (const { content, id } of addedTokens) if (id !== undefined) this.#vocabulary.set(content, id);

    const idFor = (role: keyof SpecialTokens): number => {
      const token = this.specialTokens[role];
      const id = this.#vocabulary.idOf(token);
      if (id === undefined) throw missingSpecialToken(role, token);
      return id;
    };
    this.bosId = idFor("bos");
    this.padId = idFor("pad");
    this.eosId = idFor("eos");
    this.unkId = idFor("unk");
    this.maskId = idFor("mask");

    const { bos, pad, eos, unk, mask } = this.specialTokens;
    this.addTokens([bos, pad, eos, unk]);
    this.addTokens([{ content: mask, stripLeft: true }]);
    this.addTokens(addedTokens);
    this.#bpe = origin === undefined ? new ByteLevelBpe(files, this.unkId) : origin.#bpe;
  }

  /** One more than the highest id, added tokens included: the rows a word embedding needs. */
  get vocabSize(): number {
    return this.#vocabulary.size;
  }

  /** The tokens that are looked for in the text, special ones first. */
  get addedTokens(): readonly Required<AddedToken>[] {
    return this.#added.values();
  }

  idOf(token: string): number | undefined {
    return this.#vocabulary.idOf(token);
  }

  /** The token in the byte alphabet ("Ġthe"), or undefined for an unused id. */
  tokenOf(id: number): string | undefined {
    return this.#vocabulary.tokenOf(id);
  }

  /** Adds tokens after the last id, where they are new, and returns their ids. */
  addTokens(tokens: readonly (string | AddedToken)[]): number[] {
    return tokens.map((token) => {
      const given = typeof token === "string" ? { content: token } : token;
      if (given.content === "") throw new RangeError("Cannot add a token: its content is empty");
      const id = given.id ?? this.#vocabulary.idOf(given.content) ?? this.#vocabulary.size;
      this.#vocabulary.set(given.content, id);
      const defaults = { special: true, stripLeft: false, stripRight: false, singleWord: false };
      this.#added.add([{ ...defaults, ...this.#added.get(given.content), ...given, id }]);
      return id;
    });
  }

  /** A tokenizer that knows these tokens too, and shares the tables of this one, which stays as it is. */
  withTokens(tokens: readonly (string | AddedToken)[]): this {
    const { files, addPrefixSpace, specialTokens } = this;
    const copy = new RobertaTokenizer(files, { addPrefixSpace, specialTokens }, this);
    copy.#added.add(this.#added.values());
    copy.addTokens(tokens);
    return copy as this;
  }

  /** The tokens of a text: `<s> text </s>`, with offsets in UTF-16 units. */
  encode(text: string, options: EncodeOptions = {}): Encoding {
    const { addSpecialTokens = true } = options;
    const buffer = this.#buffer;
    buffer.length = 0;
    if (addSpecialTokens) buffer.push(this.bosId, 0, 0);
    this.append(text, options.addPrefixSpace ?? this.addPrefixSpace, buffer);
    if (addSpecialTokens) buffer.push(this.eosId, text.length, text.length);
    return buffer.toEncoding();
  }

  /** Two texts in one sequence: `<s> text </s></s> textPair </s>`. */
  encodePair(text: string, textPair: string, options: EncodeOptions = {}): PairEncoding {
    const { addSpecialTokens = true, addPrefixSpace = this.addPrefixSpace } = options;
    const buffer = this.#buffer;
    buffer.length = 0;
    if (addSpecialTokens) buffer.push(this.bosId, 0, 0);
    this.append(text, addPrefixSpace, buffer);
    if (addSpecialTokens) {
      buffer.push(this.eosId, text.length, text.length);
      buffer.push(this.eosId, 0, 0);
    }
    const pairStart = buffer.length;
    this.append(textPair, addPrefixSpace, buffer);
    if (addSpecialTokens) buffer.push(this.eosId, textPair.length, textPair.length);
    return { ...buffer.toEncoding(), pairStart };
  }

  /**
   * The text of ids: byte for byte what was encoded (special tokens as they are written); bytes that are not
   * UTF-8 become U+FFFD.
   *
   * @throws LukeError TOK008 an id is not in the vocabulary
   */
  decode(ids: Iterable<number>, options: DecodeOptions = {}): string {
    const { skipSpecialTokens = false, spacesBetweenAddedTokens = false } = options;
    const tokens: { text: string; added: boolean }[] = [];
    let index = 0;
    for (const id of ids) {
      const text = this.#vocabulary.tokenOf(id);
      if (text === undefined) throw unknownTokenId(id, index, this.vocabSize);
      index += 1;
      const added = this.#added.get(text);
      if (skipSpecialTokens && added?.special === true) continue;
      tokens.push({
        text,
        added: added !== undefined && (!added.special || id >= this.#vocabulary.baseSize),
      });
    }
    return decodeTokens(tokens, spacesBetweenAddedTokens);
  }

  /**
   * Appends the tokens of a text, without special tokens.
   *
   * @internal
   */
  append(text: string, addPrefixSpace: boolean, out: TokenBuffer): void {
    const prefix = addPrefixSpace && text !== "" && !isSpace(text.charCodeAt(0)) ? 1 : 0;
    const source = prefix === 1 ? ` ${text}` : text;
    const firstToken = out.length;
    for (let at = 0; at < source.length; ) {
      const match = this.#added.next(source, at);
      this.#bpe.encodeInto(source, at, match?.before ?? source.length, out);
      if (match === undefined) break;
      out.push(match.token.id, match.start, match.end);
      at = match.after;
    }
    if (prefix === 0) return;
    for (let index = firstToken; index < out.length; index++) {
      out.starts[index] = Math.max(0, out.starts[index]! - 1);
      out.ends[index] = Math.max(0, out.ends[index]! - 1);
    }
  }
}
