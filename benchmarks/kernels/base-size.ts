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

export const config: LukeConfig = { ...lukeBase, vocabSize: 50267, entityVocabSize: 10000 };

export function baseParams(): LukeParams {
  return createLukeParams(config, new Random(1));
}

/** `texts` of `words` words and `entities` entities with mentions of three words. */
export function equalTexts(texts: number, words: number, entities: number): PackedInputs {
  const random = new Random(2);
  const ids = (size: number, from: number, below: number): tf.Tensor1D =>
    tf.tensor1d(
      Int32Array.from({ length: size }, () => from + random.nextInt(below - from)),
      "int32",
    );
  const positions = Int32Array.from(
    { length: texts * entities * 3 },
    (_, i) => 1 + (((i / 3) | 0) % words) / 2 + (i % 3),
  );
  const starts = (size: number): Int32Array => Int32Array.from({ length: texts + 1 }, (_, i) => i * size);
  return {
    wordIds: ids(texts * words, 4, config.vocabSize),
    wordStarts: starts(words),
    ...(entities > 0 && {
      entityIds: ids(texts * entities, 3, config.entityVocabSize),
      entityStarts: starts(entities),
      entityPositionIds: tf.tensor2d(positions, [texts * entities, 3], "int32"),
    }),
  };
}
