import { type AddedToken, AddedTokens, isSpace } from "./added-tokens.ts";
import { type BpeFiles, ByteLevelBpe } from "./byte-level-bpe.ts";
import { type DecodeOptions, DecodeStream } from "./decode-stream.ts";
import type { EncodeOptions } from "./encode-options.ts";
import type { Encoding, PairEncoding } from "./encoding.ts";
import { missingSpecialToken, unknownTokenId } from "./errors.ts";
import { keptLengths } from "./kept-lengths.ts";
import type { RobertaTokenizerOptions } from "./roberta-options.ts";
import {
  frameOf,
  frameSize,
  keepTokens,
  layOutPair,
  layOutText,
  partOf,
  type TextTokens,
  wholeText,
} from "./sequence-layout.ts";
import { robertaSpecialTokens, type SpecialTokens } from "./special-tokens.ts";
import { TextAlignment } from "./text-alignment.ts";
import { TokenBuffer } from "./token-buffer.ts";
import { TokenDecoder } from "./token-decoder.ts";
import { Vocabulary } from "./vocabulary.ts";
import type { WordTokenizer } from "./word-tokenizer.ts";

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
  readonly addSpecialTokens: boolean;
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
    this.addSpecialTokens = options.addSpecialTokens ?? true;
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
    this.addTokens([{ content: mask, stripLeft: ![bos, pad, eos, unk].includes(mask) }]);
    this.addTokens(addedTokens);
    this.#bpe =
      origin === undefined
        ? new ByteLevelBpe(this.#vocabulary, files.merges, this.unkId, options.cacheWords ?? true)
        : origin.#bpe;
  }

  /** One more than the highest id, added tokens included: the rows a word embedding needs. */
  get vocabSize(): number {
    return this.#vocabulary.size;
  }

  /** What is looked for in the text, special tokens first. */
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
    const { files, addPrefixSpace, addSpecialTokens, specialTokens } = this;
    const copy = new RobertaTokenizer(files, { addPrefixSpace, addSpecialTokens, specialTokens }, this);
    copy.#added.add(this.#added.values());
    copy.addTokens(tokens);
    return copy as this;
  }

  /**
   * The tokens of a text: `<s> text </s>`, with offsets in UTF-16 units.
   *
   * @throws LukeError TOK016 maxLength has no room for the special tokens
   */
  encode(text: string, options: EncodeOptions = {}): Encoding {
    const { addSpecialTokens = this.addSpecialTokens, maxLength } = options;
    const buffer = this.#buffer;
    buffer.length = 0;
    this.#appendFramed(text, options, buffer);
    const whole = buffer.toEncoding();
    if (maxLength === undefined || whole.ids.length <= maxLength) return whole;

    const frame = frameOf(this, options);
    const around = addSpecialTokens ? 1 : 0;
    const inside = wholeText(partOf(whole, around, whole.ids.length - around), text);
    const [kept] = keptLengths("only_first", [inside.to], maxLength - frameSize(frame, 1));
    return layOutText(keepTokens(inside, kept, options), frame);
  }

  /**
   * Appends what `encode` gives to a buffer, where there is no maxLength without an object for it.
   *
   * @internal
   */
  encodeInto(text: string, options: EncodeOptions, out: TokenBuffer): void {
    if (options.maxLength === undefined) this.#appendFramed(text, options, out);
    else out.pushAll(this.encode(text, options));
  }

  /**
   * Two texts in one sequence: `<s> text </s></s> textPair </s>`.
   *
   * @throws LukeError TOK016 the strategy cannot make it as short as maxLength
   */
  encodePair(text: string, textPair: string, options: EncodeOptions = {}): PairEncoding {
    const frame = frameOf(this, options);
    const { maxLength = Number.POSITIVE_INFINITY, truncation = "longest_first" } = options;
    const first = this.#tokensOf(text, options);
    const second = this.#tokensOf(textPair, options);
    const kept = keptLengths(truncation, [first.to, second.to], maxLength - frameSize(frame, 2));
    return layOutPair(keepTokens(first, kept[0], options), keepTokens(second, kept[1], options), frame);
  }

  /** Each text, or pair of texts, as `encode` or `encodePair` has it. */
  encodeBatch(
    texts: readonly (string | readonly [text: string, textPair: string])[],
    options: EncodeOptions = {},
  ): (Encoding | PairEncoding)[] {
    return texts.map((text) =>
      typeof text === "string" ? this.encode(text, options) : this.encodePair(...text, options),
    );
  }

  /**
   * Which tokens and words stand where in a text that was encoded.
   *
   * @param text of a pair, the one that `second` says
   */
  align(text: string, encoding: Encoding | PairEncoding, second = false): TextAlignment {
    const words = new TokenBuffer();
    this.#forEachPart(text, (start, end, added) => {
      if (added === undefined) this.#bpe.wordsInto(text, start, end, words);
      else words.push(0, start, end);
    });
    const pairStart = "pairStart" in encoding ? encoding.pairStart : undefined;
    const { starts } = encoding;
    let end = second || pairStart === undefined ? starts.length : pairStart;
    // Before the second text stands `</s>` at its start, 0.
    if (!second && end > 1 && starts[end - 1]! < starts[end - 2]!) end -= 1;
    return new TextAlignment(encoding, second ? (pairStart ?? 0) : 0, end, words.toEncoding());
  }

  /**
   * The text of ids: byte for byte what was encoded (special tokens as they are written); bytes that are not
   * UTF-8 become U+FFFD.
   *
   * @throws LukeError TOK008 an id is not in the vocabulary
   */
  decode(ids: Iterable<number>, options: DecodeOptions = {}): string {
    const decoder = new TokenDecoder(options.spacesBetweenAddedTokens ?? false);
    this.#pushTo(decoder, ids, options);
    return decoder.end();
  }

  /** For ids that come one after another; see DecodeStream. */
  decodeStream(options: DecodeOptions = {}): DecodeStream {
    const decoder = new TokenDecoder(options.spacesBetweenAddedTokens ?? false);
    return new DecodeStream(decoder, (to, ids) => this.#pushTo(to, ids, options));
  }

  /** Appends the tokens of a text, without special tokens. */
  append(text: string, addPrefixSpace: boolean, out: TokenBuffer): void {
    const prefix = addPrefixSpace && text !== "" && !isSpace(text.charCodeAt(0)) ? 1 : 0;
    const source = prefix === 1 ? ` ${text}` : text;
    const firstToken = out.length;
    this.#forEachPart(source, (start, end, added) => {
      if (added === undefined) this.#bpe.encodeInto(source, start, end, out);
      else out.push(added, start, end);
    });
    if (prefix === 0) return;
    for (let index = firstToken; index < out.length; index++) {
      out.starts[index] = Math.max(0, out.starts[index]! - 1);
      out.ends[index] = Math.max(0, out.ends[index]! - 1);
    }
  }

  #appendFramed(text: string, options: EncodeOptions, out: TokenBuffer): void {
    const { addSpecialTokens = this.addSpecialTokens, addPrefixSpace = this.addPrefixSpace } = options;
    if (addSpecialTokens) out.push(this.bosId, 0, 0);
    this.append(text, addPrefixSpace, out);
    if (addSpecialTokens) out.push(this.eosId, text.length, text.length);
  }

  /** Calls `visit` for each piece of text and each added token (with its id), from left to right. */
  #forEachPart(text: string, visit: (start: number, end: number, added?: number) => void): void {
    for (let at = 0; at < text.length; ) {
      const match = this.#added.next(text, at);
      visit(at, match?.before ?? text.length);
      if (match === undefined) return;
      visit(match.start, match.end, match.token.id);
      at = match.after;
    }
  }

  #tokensOf(text: string, { addPrefixSpace = this.addPrefixSpace }: EncodeOptions): TextTokens {
    return wholeText(this.encode(text, { addPrefixSpace, addSpecialTokens: false }), text);
  }

  #pushTo(decoder: TokenDecoder, ids: Iterable<number>, { skipSpecialTokens = false }: DecodeOptions): void {
    let index = 0;
    for (const id of ids) {
      const token = this.#vocabulary.tokenOf(id);
      if (token === undefined) throw unknownTokenId(id, index, this.vocabSize);
      index += 1;
      const added = this.#added.get(token);
      if (skipSpecialTokens && added?.special === true) continue;
      decoder.push(token, added !== undefined && (!added.special || id >= this.#vocabulary.baseSize));
    }
  }
}
