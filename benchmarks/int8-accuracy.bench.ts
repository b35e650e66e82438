/**
 * Claim: weights of 8 bits cost the fine-tuned models of the demo less than half a point of their official scores.
 *
 * Method: the models of a finished demo (`npm start`; RUN names another folder) on their test sets, native runtime, in
 * float32 and with weights and inputs of 8 bits.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { useBackend } from "@lukejs/backend";
import { type Precision, setLinearPrecision } from "@lukejs/kernels";
import { openTaskModel } from "@lukejs/luke";
import {
  cloze,
  entityTyping,
  type FineTuningTask,
  namedEntityRecognition,
  relationClassification,
  type TaskFeatures,
} from "@lukejs/tasks";
import { readDataset } from "@lukejs/tasks/node";
import { reportBenchmark } from "./report-benchmark.ts";

const run = process.env["RUN"] ?? fileURLToPath(new URL("../runs/demo", import.meta.url));
if (!existsSync(join(run, "tasks"))) throw new Error(`there is no finished demo in "${run}"; run npm start`);
const { description } = await useBackend("native");
const figures: Record<string, number | string> = { backend: description };

async function compare<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  data: string,
): Promise<void> {
  const examples = await readDataset(join(run, "encyclopedia", "datasets", data), task);
  const model = await openTaskModel(task, join(run, "tasks", task.name, "run", "model"));
  const score = async (precision: Precision): Promise<number> => {
    setLinearPrecision(precision);
    const { predictions } = await model.predict(examples);
    return task.score(examples, predictions).main;
  };
  const [exact, rounded] = [await score("float32"), await score("int8")];
  model.dispose();
  figures[`${task.name}, ${examples.length} examples: float32`] = exact;
  figures[`${task.name}: int8`] = rounded;
  figures[`${task.name}: lost`] = exact - rounded;
}

await compare(entityTyping(), join("open-entity", "test.json"));
await compare(relationClassification(), join("tacred", "test.json"));
await compare(namedEntityRecognition(), join("conll2003", "eng.testb"));
await compare(cloze(), join("record", "test.json"));
reportBenchmark("int8-accuracy", "official scores of the demo's models with weights of 8 bits", figures);
