/** LUKE-base over 8 texts of equal length, packed: what the benchmarks of kernels run. */
import { Random } from "@lukejs/kernels";
import {
  createLukeParams,
  type LukeConfig,
  type LukeParams,
  lukeBase,
  type PackedInputs,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import type { BatchSizes } from "./torch-peer.ts";

export const config: LukeConfig = { ...lukeBase, vocabSize: 50267, entityVocabSize: 10000 };

export function baseParams(): LukeParams {
  return createLukeParams(config, new Random(1));
}

/** `texts` of `words` words and `entities` entities with mentions of three words. */
export function equalTexts(
  texts: number,
  words: number,
  entities: number,
  of: LukeConfig = config,
): PackedInputs {
  return textsOf(
    Array.from({ length: texts }, () => [words, entities]),
    of,
  );
}

/** Texts with these numbers of words and entities. */
export function textsOf(sizes: BatchSizes, of: LukeConfig = config): PackedInputs {
  const random = new Random(2);
  const ids = (size: number, from: number, below: number): tf.Tensor1D =>
    tf.tensor1d(
      Int32Array.from({ length: size }, () => from + random.nextInt(below - from)),
      "int32",
    );
  const starts = (lengths: readonly number[]): Int32Array => {
    let end = 0;
    return Int32Array.from([0, ...lengths.map((length) => (end += length))]);
  };
  const [wordStarts, entityStarts] = [starts(sizes.map(([w]) => w)), starts(sizes.map(([, e]) => e))];
  const entities = entityStarts.at(-1)!;
  const positions = sizes.flatMap(([w, e]) =>
    Array.from({ length: e }, (_, i) => Math.floor((i * Math.max(1, w - 4)) / e)).flatMap((first) => [
      first + 1,
      first + 2,
      first + 3,
    ]),
  );
  return {
    wordIds: ids(wordStarts.at(-1)!, 4, of.vocabSize),
    wordStarts,
    ...(entities > 0 && {
      entityIds: ids(entities, 3, of.entityVocabSize),
      entityStarts,
      entityPositionIds: tf.tensor2d(positions, [entities, 3], "int32"),
    }),
  };
}
