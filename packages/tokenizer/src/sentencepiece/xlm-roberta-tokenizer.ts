import { type AddedToken, AddedTokens, isSpace } from "../added-tokens.ts";
import type { Encoding, PairEncoding } from "../encoding.ts";
import { unknownTokenId } from "../errors.ts";
import { TokenBuffer } from "../token-buffer.ts";
import type { WordTokenizer } from "../word-tokenizer.ts";
import { unsupportedModel } from "./errors.ts";
import { spaceSymbol } from "./normalizer.ts";
import { SentencePieceModel } from "./sentencepiece-model.ts";

export interface XlmRobertaDecodeOptions {
  /** Leave special tokens out; false. */
  readonly skipSpecialTokens?: boolean;
  /** Set added tokens such as `<ent>` off with spaces, as the reference does by default; false. */
  readonly spacesBetweenAddedTokens?: boolean;
}

/** Ids of the special tokens; a piece of the model follows one place further than the model counts. */
const [BOS, PAD, EOS, UNK] = [0, 1, 2, 3] as const;
const specials = ["<s>", "<pad>", "</s>", "<unk>"];
const modelSpecials = ["<unk>", "<s>", "</s>"];
const OFFSET = 1;
const SPACE_SYMBOL = "▁";

/**
 * XLM-R's tokenizer, which mLUKE uses: a SentencePiece model with RoBERTa's special tokens.
 *
 * Ids: `<s>` 0, `<pad>` 1, `</s>` 2, `<unk>` 3, the model's pieces from 4 on, `<mask>` last, then added tokens.
 * Special tokens written in a text count as such; each stretch between them is a text to the model.
 *
 * @throws LukeError TOK040, TOK041, TOK042 the file is not a unigram model that can be used
 * @example
 * const tokenizer = new XlmRobertaTokenizer(await readFile("sentencepiece.bpe.model"));
 * const { ids, starts, ends } = tokenizer.encode("Tokio liegt in Japan.");
 */
export class XlmRobertaTokenizer implements WordTokenizer {
  readonly bosId: number = BOS;
  readonly padId: number = PAD;
  readonly eosId: number = EOS;
  readonly unkId: number = UNK;
  readonly maskId: number;
  /** The model has its own rule: "▁" in front of each stretch of text. */
  readonly addPrefixSpace: boolean = false;
  readonly model: SentencePieceModel;
  readonly #added: AddedTokens = new AddedTokens();
  readonly #buffer: TokenBuffer = new TokenBuffer();
  readonly #addedAt: Map<number, string> = new Map();
  #size: number;

  /** @param model the bytes of sentencepiece.bpe.model, or the model read from them */
  constructor(model: Uint8Array | SentencePieceModel) {
    this.model = model instanceof SentencePieceModel ? model : new SentencePieceModel(model);
    const { pieces } = this.model;
    if (modelSpecials.some((piece, id) => pieces[id] !== piece)) {
      throw unsupportedModel(`the pieces ${pieces.slice(0, 3).join(" ")} first`, modelSpecials.join(" "));
    }
    this.maskId = pieces.length + OFFSET;
    this.#size = this.maskId + 1;
    for (const [id, content] of specials.entries()) this.#add({ content, id });
    this.#add({ content: "<mask>", id: this.maskId, stripLeft: true });
  }

  /** One more than the highest id, added tokens included: the rows a word embedding needs. */
  get vocabSize(): number {
    return this.#size;
  }

  /** The tokens that are looked for in the text, special ones first. */
  get addedTokens(): readonly Required<AddedToken>[] {
    return this.#added.values();
  }

  idOf(token: string): number | undefined {
    const added = this.#added.get(token);
    if (added !== undefined) return added.id;
    const id = this.model.idOf(token);
    return id === undefined ? undefined : id + OFFSET;
  }

  /** The token with "▁" for its space ("▁the"), or undefined for an unused id. */
  tokenOf(id: number): string | undefined {
    return this.#addedAt.get(id) ?? (id > UNK ? this.model.pieces[id - OFFSET] : undefined);
  }

  /** A tokenizer that knows these tokens too, and shares the model of this one, which stays as it is. */
  withTokens(tokens: readonly (string | AddedToken)[]): this {
    const copy = new XlmRobertaTokenizer(this.model);
    for (const token of this.addedTokens) copy.#add(token);
    copy.addTokens(tokens);
    return copy as this;
  }

  /** Adds tokens after the last id, where they are new, and returns their ids. */
  addTokens(tokens: readonly (string | AddedToken)[]): number[] {
    return tokens.map((token) => this.#add(typeof token === "string" ? { content: token } : token));
  }

  /** The tokens of a text: `<s> text </s>`, with offsets in UTF-16 units. */
  encode(text: string, { addSpecialTokens = true }: { readonly addSpecialTokens?: boolean } = {}): Encoding {
    const buffer = this.#buffer;
    buffer.length = 0;
    if (addSpecialTokens) buffer.push(BOS, 0, 0);
    this.append(text, false, buffer);
    if (addSpecialTokens) buffer.push(EOS, text.length, text.length);
    return buffer.toEncoding();
  }

  /** Two texts in one sequence: `<s> text </s></s> textPair </s>`. */
  encodePair(text: string, textPair: string): PairEncoding {
    const buffer = this.#buffer;
    buffer.length = 0;
    buffer.push(BOS, 0, 0);
    this.append(text, false, buffer);
    buffer.push(EOS, text.length, text.length);
    buffer.push(EOS, 0, 0);
    const pairStart = buffer.length;
    this.append(textPair, false, buffer);
    buffer.push(EOS, textPair.length, textPair.length);
    return { ...buffer.toEncoding(), pairStart };
  }

  /**
   * The text of ids, as normalized by the model (the map is not undone); unknown characters are `<unk>`.
   *
   * @throws LukeError TOK008 an id is not in the vocabulary
   */
  decode(ids: Iterable<number>, options: XlmRobertaDecodeOptions = {}): string {
    const { skipSpecialTokens = false, spacesBetweenAddedTokens = false } = options;
    const parts: string[] = [];
    let run: string[] = [];
    let index = 0;
    for (const id of ids) {
      const token = this.tokenOf(id);
      if (token === undefined) throw unknownTokenId(id, index, this.vocabSize);
      index += 1;
      const added = this.#added.get(token);
      if (skipSpecialTokens && added?.special === true) continue;
      if (added === undefined || (added.special && id <= this.maskId)) {
        run.push(token);
        continue;
      }
      const text = textOf(run);
      if (text !== "") parts.push(text);
      parts.push(token);
      run = [];
    }
    if (run.length > 0) parts.push(textOf(run));
    return parts.join(spacesBetweenAddedTokens ? " " : "");
  }

  /** Appends the tokens of a text, without special tokens; the prefix space is the model's own. */
  append(text: string, _addPrefixSpace: boolean, out: TokenBuffer): void {
    for (let at = 0; at < text.length; ) {
      const match = this.#added.next(text, at);
      const end = match?.before ?? text.length;
      if (end > at) this.#appendPieces(text.slice(at, end), at, out);
      if (match === undefined) return;
      out.push(match.token.id, match.start, match.end);
      at = match.after;
    }
  }

  #appendPieces(source: string, shift: number, out: TokenBuffer): void {
    const { text, pieces } = this.model.segment(source);
    const { bytes, origins } = text;
    const { ids, bounds } = pieces;
    out.reserve(ids.length);
    for (let piece = 0; piece < ids.length; piece++) {
      const from = bounds[piece]!;
      const to = bounds[piece + 1]!;
      const isSpaced = spaceSymbol.every((byte, index) => bytes[from + index] === byte);
      const start = origins[isSpaced ? from + spaceSymbol.length : from]!;
      let end = origins[to]!;
      // A piece that ends within what one character is replaced by covers that character.
      if (to - from > (isSpaced ? spaceSymbol.length : 0)) {
        for (let at = to; end === origins[to - 1] && at < text.length; ) end = origins[++at]!;
      }
      const id = ids[piece]!;
      out.push(id < OFFSET ? UNK : id + OFFSET, shift + start, shift + end);
    }
  }

  #add(token: AddedToken): number {
    if (token.content === "") throw new RangeError("Cannot add a token: its content is empty");
    const id = token.id ?? this.idOf(token.content) ?? this.#size;
    const defaults = { special: true, stripLeft: false, stripRight: false, singleWord: false };
    this.#added.add([{ ...defaults, ...this.#added.get(token.content), ...token, id }]);
    this.#addedAt.set(id, token.content);
    this.#size = Math.max(this.#size, id + 1);
    return id;
  }
}

function textOf(run: readonly string[]): string {
  const text = run.join("").replaceAll(SPACE_SYMBOL, " ");
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
