import { isSpace } from "./added-tokens.ts";
import { codePointWithin } from "./character-class.ts";
import { endOfWord } from "./end-of-word.ts";
import { MergeRules } from "./merge-rules.ts";
import type { TokenBuffer } from "./token-buffer.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { WordCache } from "./word-cache.ts";
import { WordMerger } from "./word-merger.ts";

/** What vocab.json and merges.txt hold. */
export interface BpeFiles {
  /** Token in the byte alphabet → id. */
  readonly vocab: Readonly<Record<string, number>>;
  /** "left right", best first, without the "#version" line. */
  readonly merges: readonly string[];
}

/** A word of at most this many UTF-16 units is not measured before its bytes are written. */
const SHORT_WORD = 64;

/**
 * Byte-level BPE alone (Radford et al. 2019): text → words → bytes → merged symbols → ids.
 *
 * It knows no special tokens; RobertaTokenizer cuts those out first.
 */
export class ByteLevelBpe {
  readonly #merger: WordMerger;
  readonly #ids: Int32Array; // by symbol, -1 until it is met
  readonly #lookUp: (symbol: number) => number;
  readonly #cache: WordCache | undefined;
  #byteStarts: Int32Array = new Int32Array(256); // where in the text the character of byte i starts
  #byteEnds: Int32Array = new Int32Array(256);

  /** @param unkId the id of a symbol that the vocabulary lacks */
  constructor(vocabulary: Vocabulary, merges: readonly string[], unkId: number, cacheWords: boolean) {
    this.#cache = cacheWords ? new WordCache() : undefined;
    const rules = new MergeRules(merges);
    this.#merger = new WordMerger(rules);
    this.#ids = new Int32Array(rules.numSymbols).fill(-1);
    this.#lookUp = (symbol) => {
      const id = vocabulary.baseIdOf(rules.stringOf(symbol)) ?? unkId;
      this.#ids[symbol] = id;
      return id;
    };
  }

  /** Appends the tokens of `text.slice(start, end)`, taken as a text of its own, with offsets in `text`. */
  encodeInto(text: string, start: number, end: number, out: TokenBuffer): void {
    for (let at = start; at < end; ) {
      const wordEnd = endOfWord(text, at, end);
      if (this.#cache === undefined) {
        this.#encodeWord(text, at, wordEnd, out);
      } else if (!this.#cache.read(text, at, wordEnd, out)) {
        const firstToken = out.length;
        this.#encodeWord(text, at, wordEnd, out);
        this.#cache.write(text, at, wordEnd, out, firstToken);
      }
      at = wordEnd;
    }
  }

  /** Appends the words of `text.slice(start, end)`, without the white space around them; ids are 0. */
  wordsInto(text: string, start: number, end: number, out: TokenBuffer): void {
    for (let at = start; at < end; ) {
      const wordEnd = endOfWord(text, at, end);
      const wordStart = text.charCodeAt(at) === 0x20 ? at + 1 : at;
      if (wordStart < wordEnd && !isSpace(text.charCodeAt(wordStart))) out.push(0, wordStart, wordEnd);
      at = wordEnd;
    }
  }

  #encodeWord(text: string, start: number, end: number, out: TokenBuffer): void {
    const merger = this.#merger;
    const numBytes = this.#writeBytes(text, start, end);
    const numSymbols = merger.merge(numBytes);
    let firstByte = 0;
    for (let index = 0; index < numSymbols; index++) {
      const endByte = merger.ends[index]!;
      let tokenStart = this.#byteStarts[firstByte]!;
      let tokenEnd = this.#byteEnds[endByte - 1]!;
      while (tokenStart < tokenEnd && text.charCodeAt(tokenStart) === 0x20) tokenStart += 1;
      while (tokenEnd > tokenStart && text.charCodeAt(tokenEnd - 1) === 0x20) tokenEnd -= 1;
      const symbol = merger.symbols[index]!;
      const id = this.#ids[symbol]!;
      out.push(id >= 0 ? id : this.#lookUp(symbol), tokenStart, tokenEnd);
      firstByte = endByte;
    }
  }

  /** UTF-8 into the merger's symbols; a lone surrogate becomes U+FFFD. Returns the number of bytes. */
  #writeBytes(text: string, start: number, end: number): number {
    const capacity = end - start <= SHORT_WORD ? 3 * SHORT_WORD : maxUtf8Length(text, start, end);
    this.#merger.reserve(capacity);
    const room = this.#merger.symbols.length;
    if (room !== this.#byteStarts.length) {
      this.#byteStarts = new Int32Array(room);
      this.#byteEnds = new Int32Array(room);
    }
    const bytes = this.#merger.symbols;
    let count = 0;
    for (let at = start; at < end; ) {
      let code = codePointWithin(text, at, end);
      const next = at + (code > 0xffff ? 2 : 1);
      const first = count;
      if ((code & 0x1ff800) === 0xd800) code = 0xfffd;
      if (code < 0x80) {
        bytes[count++] = code;
      } else if (code < 0x800) {
        bytes[count++] = 0xc0 | (code >> 6);
        bytes[count++] = 0x80 | (code & 0x3f);
      } else {
        if (code < 0x10000) {
          bytes[count++] = 0xe0 | (code >> 12);
        } else {
          bytes[count++] = 0xf0 | (code >> 18);
          bytes[count++] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[count++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[count++] = 0x80 | (code & 0x3f);
      }
      for (let byte = first; byte < count; byte++) {
        this.#byteStarts[byte] = at;
        this.#byteEnds[byte] = next;
      }
      at = next;
    }
    return count;
  }
}

/** At least the number of UTF-8 bytes: the halves of a surrogate pair count three each. */
function maxUtf8Length(text: string, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    length += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  return length;
}
