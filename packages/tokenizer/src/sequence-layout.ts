import type { EncodeOptions } from "./encode-options.ts";
import type { Encoding, PairEncoding } from "./encoding.ts";

/** Tokens `from` to `to` of a text that is `length` UTF-16 units long. */
export interface TextTokens {
  readonly tokens: Encoding;
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** The ids of `<s>` and `</s>`, or undefined for a sequence without them. */
export type Frame = { readonly bosId: number; readonly eosId: number } | undefined;

export function frameOf(
  tokenizer: { readonly bosId: number; readonly eosId: number; readonly addSpecialTokens: boolean },
  { addSpecialTokens = tokenizer.addSpecialTokens }: { readonly addSpecialTokens?: boolean },
): Frame {
  return addSpecialTokens ? tokenizer : undefined;
}

export function wholeText(tokens: Encoding, text: string): TextTokens {
  return { tokens, length: text.length, from: 0, to: tokens.ids.length };
}

/** Tokens `from` to `to`, without copying. */
export function partOf({ ids, starts, ends }: Encoding, from: number, to: number): Encoding {
  return { ids: ids.subarray(from, to), starts: starts.subarray(from, to), ends: ends.subarray(from, to) };
}

/** The first `count` tokens of a whole text, or the last where the left side is cut off. */
export function keepTokens(
  text: TextTokens,
  count: number,
  { truncationSide = "right" }: EncodeOptions,
): TextTokens {
  return truncationSide === "right" ? { ...text, to: count } : { ...text, from: text.to - count };
}

/** The number of special tokens around one text or two. */
export function frameSize(frame: Frame, numTexts: number): number {
  return frame === undefined ? 0 : numTexts * 2;
}

/** `<s> first </s>`; the special tokens stand where the text, or what is left of it, starts and ends. */
export function layOutText(first: TextTokens, frame: Frame): Encoding {
  const { ids, starts, ends } = layOut([[frame?.bosId, first, frame?.eosId]]);
  return { ids, starts, ends };
}

/** `<s> first </s></s> second </s>`. */
export function layOutPair(first: TextTokens, second: TextTokens, frame: Frame): PairEncoding {
  const pairStart = first.to - first.from + (frame === undefined ? 0 : 3);
  const { ids, starts, ends } = layOut([
    [frame?.bosId, first, frame?.eosId],
    [frame?.eosId, second, frame?.eosId],
  ]);
  return { ids, starts, ends, pairStart };
}

type FramedText = readonly [before: number | undefined, text: TextTokens, after: number | undefined];

function layOut(texts: readonly FramedText[]): Encoding {
  const size = texts.reduce(
    (sum, [before, { from, to }, after]) =>
      sum + (to - from) + (before === undefined ? 0 : 1) + (after === undefined ? 0 : 1),
    0,
  );
  const ids = new Int32Array(size);
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  let at = 0;
  const put = (id: number | undefined, offset: number): void => {
    if (id === undefined) return;
    ids[at] = id;
    starts[at] = offset;
    ends[at++] = offset;
  };
  for (const [before, { tokens, from, to, length }, after] of texts) {
    put(before, from === 0 ? 0 : tokens.starts[from]!);
    ids.set(tokens.ids.subarray(from, to), at);
    starts.set(tokens.starts.subarray(from, to), at);
    ends.set(tokens.ends.subarray(from, to), at);
    at += to - from;
    put(after, to === tokens.ids.length ? length : tokens.starts[to]!);
  }
  return { ids, starts, ends };
}
