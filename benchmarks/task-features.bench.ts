/**
 * Claim: features of each of the five tasks are built at least 50 times as fast as LUKE-base predicts from them.
 *
 * Method: the bundled encyclopedia's datasets in their original formats; one thread builds features of up to 400 examples,
 * the model with random weights predicts from a sample of them on all processors, float32, interleaved; features a second
 * on both sides, minima of time. Training consumes about a third of what prediction does. `LAYERS=1` makes a short trial.
 */
import { loadavg } from "node:os";
import { useBackend } from "@lukejs/backend";
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import { disposeParameters, Random } from "@lukejs/kernels";
import { createLukeParams, lukeBase } from "@lukejs/model";
import {
  cloze,
  entityTyping,
  type FineTuningTask,
  namedEntityRecognition,
  prepareModel,
  questionAnswering,
  relationClassification,
  type TaskFeatures,
} from "@lukejs/tasks";
import { benchmarkTokenizer } from "./benchmark-tokenizer.ts";
import { interleave } from "./interleave.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { description } = await useBackend("native");
const tokenizer = await benchmarkTokenizer();
const { openEntity, tacred, record, squad, conll } = generateEncyclopedia({ seed: 1 }).datasets;
const figures: Record<string, number | string> = { backend: description };

async function measure<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  dataset: string,
  { examples, predicted }: { examples: number; predicted: number },
): Promise<void> {
  const read = task.read(dataset, task.name).slice(0, examples);
  const labels = task.labelsOf(read);
  const random = new Random(1);
  const config = {
    ...lukeBase,
    numLayers: Number(process.env["LAYERS"] ?? lukeBase.numLayers),
    vocabSize: tokenizer.vocabSize,
    entityVocabSize: 4,
  };
  const encoder = { config, params: createLukeParams(config, random), headParams: {} };
  const model = prepareModel(encoder, tokenizer, task, { labels, random });
  const context = { tokenizer, maxWords: 512, labels };
  const { features } = task.buildFeatures(read, context);
  // Spread over all of them, for lengths differ.
  const sample = Array.from(
    { length: predicted },
    (_, i) => features[Math.floor((i * features.length) / predicted)]!,
  );
  const timings = await interleave(
    {
      build: () => task.buildFeatures(read, context),
      predict: () => task.predict(model, read, sample, { labels }),
    },
    2,
    1,
  );
  disposeParameters({ ...model.params, ...model.headParams });
  const built = features.length / timings.build.minimum;
  figures[`${task.name}: features a second`] = built;
  figures[`${task.name}: times what the model predicts`] = built / (predicted / timings.predict.minimum);
}

await measure(entityTyping(), JSON.stringify(openEntity.train), { examples: 400, predicted: 16 });
await measure(relationClassification(), JSON.stringify(tacred.train), { examples: 400, predicted: 16 });
await measure(namedEntityRecognition(), conll.train, { examples: 40, predicted: 8 });
await measure(cloze(), JSON.stringify(record.train), { examples: 400, predicted: 8 });
await measure(questionAnswering(), JSON.stringify(squad.train), { examples: 400, predicted: 8 });
figures["load of the machine at the end"] = loadavg()[0]!;
reportBenchmark("task-features", "building features of the five tasks against predicting from them", figures);
