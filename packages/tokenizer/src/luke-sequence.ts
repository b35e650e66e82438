import { concatenate } from "./concatenate.ts";
import { invalidSpan } from "./errors.ts";
import type { Span } from "./luke-encoding.ts";
import { TokenBuffer } from "./token-buffer.ts";
import type { WordTokenizer } from "./word-tokenizer.ts";

/** One text on its way to an encoding: word tokens, and the span of word tokens of each entity. */
export interface LukeSequence {
  ids: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  entityIds: number[];
  /** [start, end) as indices of `ids`. */
  tokenSpans: Span[];
}

interface SequenceOptions {
  readonly addPrefixSpace: boolean;
  readonly name?: string;
  readonly compat: "hf" | undefined;
}

/** Kept from text to text. */
const buffer = new TokenBuffer();

/**
 * Tokenizes a text so that no token crosses the boundary of a span.
 *
 * The text is cut at every boundary, before the space in front of it if there is one (the space belongs to
 * the token that follows), and each piece is tokenized on its own.
 *
 * @param name what errors call the spans
 * @param compat "hf": spans that start after their end, or count from the end of the text (Python's slices), are
 *   taken as the reference takes them
 * @throws LukeError TOK012 if a span is not within the text
 */
export function encodeSequence(
  words: WordTokenizer,
  text: string,
  spans: readonly Span[],
  { addPrefixSpace, name = "entitySpans", compat }: SequenceOptions,
): LukeSequence {
  checkSpans(text, spans, name, compat);
  const boundaries = [...new Set(spans.flat())].sort((a, b) => a - b);
  const tokenAt = new Map<number, number>(); // boundary → number of tokens before it
  const out = buffer;
  out.length = 0;
  let cut = 0;
  const append = (end: number): void => {
    const first = out.length;
    words.append(text.slice(cut, end), addPrefixSpace, out);
    const offset = cut < 0 ? Math.max(0, text.length + cut) : cut;
    for (let token = first; token < out.length; token++) {
      out.starts[token]! += offset;
      out.ends[token]! += offset;
    }
    cut = end;
  };
  for (const boundary of boundaries) {
    const end = boundary > 0 && text[boundary - 1] === " " ? boundary - 1 : boundary;
    if (end !== cut) append(end);
    tokenAt.set(boundary, out.length);
  }
  append(text.length);
  return {
    ...out.toEncoding(),
    entityIds: [],
    tokenSpans: spans.map(([start, end]) => [tokenAt.get(start)!, tokenAt.get(end)!]),
  };
}

/** Puts `marker` before and after the tokens of `tokenSpan`. */
export function insertMarkers(sequence: LukeSequence, [start, end]: Span, marker: number): void {
  const around = (list: Int32Array, before: number, after: number): Int32Array =>
    concatenate([list.subarray(0, start), [before], list.subarray(start, end), [after], list.subarray(end)]);
  const from = sequence.starts[start] ?? 0;
  const to = sequence.ends[end - 1] ?? 0;
  sequence.ids = around(sequence.ids, marker, marker);
  sequence.starts = around(sequence.starts, from, to);
  sequence.ends = around(sequence.ends, from, to);
}

function checkSpans(text: string, spans: readonly Span[], name: string, compat: "hf" | undefined): void {
  const splits = (at: number): boolean =>
    at > 0 && (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  spans.forEach((span, index) => {
    const [start, end] = span;
    if (span.length !== 2 || !Number.isInteger(start) || !Number.isInteger(end)) {
      throw invalidSpan(name, index, span, ["two integers"]);
    }
    const isValid = compat === "hf" ? start <= text.length : start >= 0 && start <= end;
    if (!isValid || end > text.length) {
      throw invalidSpan(name, index, span, [`0 ≤ start ≤ end ≤ ${text.length}, the length of the text`]);
    }
    if (splits(start) || splits(end)) {
      const hint = "Convert spans that count code points (Python) to UTF-16 code units";
      throw invalidSpan(name, index, span, ["a span that does not cut a character in two", hint]);
    }
  });
}
