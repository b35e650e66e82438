import { join } from "node:path";
import type { FineTuneConfig } from "../run/fine-tune-config.ts";
import { type DemoTask, demoSeed } from "./demo-settings.ts";
import type { PreparedData } from "./prepare-data.ts";

/** The run config of one of the main job's tasks. */
export function fineTuneSettings(
  task: DemoTask,
  data: PreparedData,
  model: string,
  out: string,
): FineTuneConfig {
  const [train, dev, test] = task.files.map((file) => join(data.datasets, file)) as [string, string, string];
  return {
    model,
    train,
    dev,
    test,
    out,
    seed: demoSeed,
    epochs: task.epochs,
    batchSize: task.batchSize,
    learningRate: task.learningRate,
    warmup: 0.06,
    weightDecay: 0.01,
    maxTokens: 4096,
    preset: "published",
    entityInputs: true,
    entityAwareAttention: true,
    keep: "best",
    precision: "float32",
    initial: "pretrained",
    evaluationsPerEpoch: 1,
    mentions: data.mentions,
    freeze: task.freeze ?? [],
    entityTable: "frozen",
    recompute: false,
    ...(task.dropout === undefined ? {} : { dropout: task.dropout }),
    ...(task.maxSpanLength === undefined ? {} : { maxSpanLength: task.maxSpanLength }),
    ...(task.maxWords === undefined ? {} : { maxWords: task.maxWords }),
  };
}
