import type { Encoding } from "./encoding.ts";

/** Encodings of many texts in a few arrays: those of text i are the tokens `bounds[i]` to `bounds[i + 1]`. */
export interface EncodedChunk extends Encoding {
  /** [texts + 1] */
  readonly bounds: Int32Array;
}

/** The encodings of a list of texts, in its order, without an object for each until it is asked for. */
export class EncodedTexts implements Iterable<Encoding> {
  readonly size: number;
  readonly numTokens: number;
  readonly #chunks: readonly EncodedChunk[];
  readonly #firstTexts: readonly number[]; // by chunk

  constructor(chunks: readonly EncodedChunk[]) {
    const firstTexts: number[] = [];
    let size = 0;
    let numTokens = 0;
    for (const { bounds, ids } of chunks) {
      firstTexts.push(size);
      size += bounds.length - 1;
      numTokens += ids.length;
    }
    this.size = size;
    this.numTokens = numTokens;
    this.#chunks = chunks;
    this.#firstTexts = firstTexts;
  }

  /**
   * The encoding of a text: views, not copies.
   *
   * @throws RangeError there is no such text
   */
  at(index: number): Encoding {
    if (!(Number.isInteger(index) && index >= 0 && index < this.size)) {
      throw new RangeError(`There is no text ${index}: there are ${this.size}`);
    }
    const chunk = this.#firstTexts.findLastIndex((first) => first <= index);
    return encodingAt(this.#chunks[chunk]!, index - this.#firstTexts[chunk]!);
  }

  *[Symbol.iterator](): Generator<Encoding> {
    for (const chunk of this.#chunks) {
      for (let index = 0; index < chunk.bounds.length - 1; index++) yield encodingAt(chunk, index);
    }
  }
}

function encodingAt({ bounds, ids, starts, ends }: EncodedChunk, index: number): Encoding {
  const from = bounds[index]!;
  const to = bounds[index + 1]!;
  return { ids: ids.subarray(from, to), starts: starts.subarray(from, to), ends: ends.subarray(from, to) };
}
