import type { WordEncoder } from "./pretraining-page.ts";

/** A sentence in word ids without `<s>` and `</s>`, with the spans of its links. */
export interface LinkedSentence {
  readonly wordIds: Int32Array;
  /** `start` and `length` count word tokens; `length` is at least 1. */
  readonly links: readonly { readonly entityId: number; readonly start: number; readonly length: number }[];
}

/** A link inside the text of a sentence; offsets are UTF-16 code units of that text. */
export interface SentenceLink {
  readonly entityId: number;
  readonly start: number;
  readonly end: number;
}

/** The characters that Python's `\s` matches. */
const SPACES = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

/**
 * Tokenizes a sentence piece by piece around its links, so that no merge crosses the border of a mention
 * and a link covers exactly its own tokens (the original's dataset builder).
 * A piece gets a leading space where the sentence has one, or where the sentence begins.
 * Links must be sorted by start and must not overlap; a link without tokens is left out.
 */
export function encodeLinkedSentence(
  text: string,
  links: readonly SentenceLink[],
  tokenizer: WordEncoder,
): LinkedSentence {
  const wordIds: number[] = [];
  const spans: { entityId: number; start: number; length: number }[] = [];
  const append = (from: number, to: number): number => {
    const ids = encodePiece(text, from, to, tokenizer);
    for (const id of ids) wordIds.push(id);
    return ids.length;
  };
  let at = 0;
  for (const link of links) {
    append(at, link.start);
    const start = wordIds.length;
    const length = append(link.start, link.end);
    if (length > 0) spans.push({ entityId: link.entityId, start, length });
    at = link.end;
  }
  append(at, text.length);
  return { wordIds: Int32Array.from(wordIds), links: spans };
}

function encodePiece(text: string, from: number, to: number, tokenizer: WordEncoder): Int32Array {
  const spaced = text.slice(from, to).replace(SPACES, " ");
  const piece = spaced.trim();
  if (piece === "") return new Int32Array(0);
  const before = from === 0 ? " " : text.slice(from - 1, from).replace(SPACES, " ");
  const addPrefixSpace = spaced.startsWith(" ") || before === " ";
  return tokenizer.encode(piece, { addSpecialTokens: false, addPrefixSpace }).ids;
}
