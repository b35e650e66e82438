import type { EncodeOptions } from "./encode-options.ts";
import type { Encoding, PairEncoding } from "./encoding.ts";
import { windowTooSmall } from "./errors.ts";
import type { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { frameOf, frameSize, layOutPair, layOutText, wholeText } from "./sequence-layout.ts";

export interface WindowOptions extends Omit<EncodeOptions, "truncation" | "truncationSide"> {
  /** Tokens of each window, special ones included. */
  readonly maxLength: number;
  /** How many tokens of a window stand in the one before it too; 0. */
  readonly stride?: number;
  /** Full windows from the start of the text, "right", or from its end, "left": where the rest is. */
  readonly truncationSide?: "left" | "right";
}

export interface PairWindowOptions extends WindowOptions {
  /** Which text is cut into windows; the other stands whole in each. By default the second. */
  readonly truncation?: "only_first" | "only_second";
}

/**
 * A text of any length as sequences of at most maxLength tokens, whose offsets are those in the whole text.
 *
 * @throws LukeError TOK017 maxLength is not above stride and the special tokens
 */
export function encodeWindows(tokenizer: RobertaTokenizer, text: string, options: WindowOptions): Encoding[] {
  const frame = frameOf(tokenizer, options);
  const tokens = wholeText(tokenizer.encode(text, textOnly(options)), text);
  const size = options.maxLength - frameSize(frame, 1);
  return windowsOf(tokens.to, size, options).map(([from, to]) => layOutText({ ...tokens, from, to }, frame));
}

/**
 * Two texts, one of them cut into windows before or after the other: a question with each part of a document.
 *
 * @throws LukeError TOK017 maxLength is not above stride, the other text and the special tokens
 */
export function encodePairWindows(
  tokenizer: RobertaTokenizer,
  text: string,
  textPair: string,
  options: PairWindowOptions,
): PairEncoding[] {
  const frame = frameOf(tokenizer, options);
  const first = wholeText(tokenizer.encode(text, textOnly(options)), text);
  const second = wholeText(tokenizer.encode(textPair, textOnly(options)), textPair);
  const cutFirst = options.truncation === "only_first";
  const [cut, whole] = cutFirst ? [first, second] : [second, first];
  const size = options.maxLength - frameSize(frame, 2) - whole.to;
  return windowsOf(cut.to, size, options).map(([from, to]) => {
    const part = { ...cut, from, to };
    return cutFirst ? layOutPair(part, second, frame) : layOutPair(first, part, frame);
  });
}

function textOnly({ addPrefixSpace }: WindowOptions): EncodeOptions {
  return { addSpecialTokens: false, ...(addPrefixSpace !== undefined && { addPrefixSpace }) };
}

/**
 * The windows of at most `size` tokens that cover `length` tokens, each [from, to): neighbours share `stride`. A
 * text without tokens has one empty window.
 */
function windowsOf(
  length: number,
  size: number,
  { stride = 0, truncationSide = "right" }: WindowOptions,
): [from: number, to: number][] {
  if (!Number.isInteger(stride) || stride < 0 || !(size > stride)) throw windowTooSmall(size, stride);
  const windows: [number, number][] = [];
  if (truncationSide === "right") {
    for (let from = 0; ; from += size - stride) {
      const to = Math.min(from + size, length);
      windows.push([from, to]);
      if (to === length) return windows;
    }
  }
  for (let to = length; ; to -= size - stride) {
    const from = Math.max(0, to - size);
    windows.push([from, to]);
    if (from === 0) return windows;
  }
}
