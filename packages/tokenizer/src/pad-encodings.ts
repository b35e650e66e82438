import type { Encoding } from "./encoding.ts";

export interface PadOptions {
  /** Tokens of each row; those of the longest. What is longer is an error: truncate first. */
  readonly length?: number;
  /** Round the length up to a multiple of this; 1. */
  readonly multipleOf?: number;
  /** Where the padding goes; "right". */
  readonly side?: "left" | "right";
}

/** Encodings of one length, row after row: each array is [batch, length]. */
export interface PaddedEncodings {
  readonly batch: number;
  readonly length: number;
  readonly ids: Int32Array;
  /** 1 = real, 0 = padding. */
  readonly mask: Int32Array;
  /** UTF-16 units; 0 for padding. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * Encodings as one array each, filled up with `padId`.
 *
 * @throws RangeError an encoding is longer than the length asked for
 */
export function padEncodings(
  encodings: readonly Encoding[],
  padId: number,
  { length, multipleOf = 1, side = "right" }: PadOptions = {},
): PaddedEncodings {
  if (!Number.isInteger(multipleOf) || multipleOf < 1) {
    throw new RangeError(`Cannot pad to a multiple of ${multipleOf}: expected an integer above 0`);
  }
  const longest = encodings.reduce((most, { ids }) => Math.max(most, ids.length), 0);
  const wanted = Math.ceil((length ?? longest) / multipleOf) * multipleOf;
  if (!(longest <= wanted)) {
    throw new RangeError(
      `Cannot pad to ${wanted} tokens: an encoding has ${longest}; give encode a maxLength`,
    );
  }
  const size = encodings.length * wanted;
  const ids = new Int32Array(size).fill(padId);
  const mask = new Int32Array(size);
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  encodings.forEach((encoding, row) => {
    const tokens = encoding.ids.length;
    const at = row * wanted + (side === "left" ? wanted - tokens : 0);
    ids.set(encoding.ids, at);
    mask.fill(1, at, at + tokens);
    starts.set(encoding.starts, at);
    ends.set(encoding.ends, at);
  });
  return { batch: encodings.length, length: wanted, ids, mask, starts, ends };
}
