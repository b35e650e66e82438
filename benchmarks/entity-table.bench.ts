/**
 * Claim: a fine-tuning step that reads 32 entities of a table of 500,000 × 256 costs what 32 rows cost: no gradient as
 * large as the table (512 MB), and AdamW on the rows alone.
 *
 * Method: the same step, gradients and AdamW, with the table differentiated row by row and as a whole; both sides in one
 * process, interleaved. Memory is the peak of tensors above what stands between the steps.
 */
import { useBackend } from "@lukejs/backend";
import { Random } from "@lukejs/kernels";
import { createLukeParams, entityClassification, type LukeConfig, lukeTiny, packedLuke } from "@lukejs/model";
import { createAdamW, valueAndGradients } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { description } = await useBackend("auto");
const entityVocabSize = 500_000;
const config: LukeConfig = { ...lukeTiny, entityEmbeddingSize: 256, entityVocabSize: 10, numLayers: 2 };
const params = createLukeParams(config, new Random(1));
const table = tf.tidy(() => tf.variable(tf.randomNormal([entityVocabSize, 256], 0, 0.02, "float32", 1)));
const model = {
  ...params,
  entityEmbeddings: { ...params.entityEmbeddings, entity: table as unknown as tf.Tensor2D },
};
const classifier = {
  weight: tf.variable(tf.randomNormal([9, 32], 0, 0.02, "float32", 2)) as unknown as tf.Tensor2D,
};

const texts = 32;
const random = new Random(3);
const inputs = {
  wordIds: tf.tensor1d(
    Int32Array.from({ length: texts * 4 }, (_, i) => [0, 7, 8, 2][i % 4]!),
    "int32",
  ),
  wordStarts: Int32Array.from({ length: texts + 1 }, (_, i) => 4 * i),
  entityIds: tf.tensor1d(
    Int32Array.from({ length: texts }, () => 3 + random.nextInt(entityVocabSize - 3)),
    "int32",
  ),
  entityStarts: Int32Array.from({ length: texts + 1 }, (_, i) => i),
  entityPositionIds: tf.fill([texts, 1], 1, "int32") as tf.Tensor2D,
};
const loss = (): tf.Scalar => {
  const { entities } = packedLuke(model, inputs, config);
  return tf.mean(tf.square(entityClassification(classifier, tf.expandDims(entities, 1)))) as tf.Scalar;
};
const trained = { model, classifier };
const trains = (name: string): boolean => !name.includes("pooler");
const isTable = (name: string): boolean => name === "model.entityEmbeddings.entity";

function step(rowWise: boolean): () => void {
  const optimizer = createAdamW(trained, { trains });
  return () => {
    const found = valueAndGradients(trained, loss, trains, (name) => rowWise && isTable(name));
    optimizer.apply(found.gradients, 1e-5);
    optimizer.applyRows(found.rowGradients, 1e-5);
    const rows = [...found.rowGradients.values()].map((gradient) => gradient.rows);
    tf.dispose([...found.values.values(), ...found.gradients.values(), ...rows]);
  };
}

const sides = { rows: step(true), whole: step(false) };
const timings = await interleave(sides, 5);
const peak = async (run: () => void): Promise<number> => {
  const before = tf.memory().numBytes;
  const { peakBytes } = await tf.profile(() => {
    run();
    return tf.scalar(0);
  });
  return (peakBytes - before) / 2 ** 20;
};
reportBenchmark(
  "entity-table",
  "a step that reads 32 of 500,000 entities: row by row against a dense gradient",
  {
    backend: description,
    "seconds a step, row by row": timings.rows.minimum,
    "seconds a step, dense gradient and AdamW": timings.whole.minimum,
    "dense / row by row (minima)": timings.whole.minimum / timings.rows.minimum,
    "peak of tensors in a step, row by row, MiB": await peak(sides.rows),
    "peak of tensors in a step, dense, MiB": await peak(sides.whole),
  },
);
