/**
 * A run to try things with: two small layers from scratch, both stages.
 *
 *     luke pretrain tiny --set examples=… --set tokenizer=… --set entityVocab=… --set out=runs/tiny
 *
 * 60 updates, seconds on two processor cores; the loss falls from that of guessing, no more.
 */
import type { PretrainPreset } from "./preset.ts";

export const tinyPreset: PretrainPreset = {
  examples: "examples",
  tokenizer: "tokenizer",
  entityVocab: "entities.jsonl",
  out: "runs/tiny",
  model: { numLayers: 2, hiddenSize: 64, numHeads: 4, intermediateSize: 256, entityEmbeddingSize: 32 },
  batchSize: 16,
  maxTokens: 2048,
  stages: [
    {
      name: "stage 1",
      steps: 30,
      learningRate: 2e-3,
      warmupSteps: 5,
      schedule: "linear",
      trains: "entities",
    },
    { name: "stage 2", steps: 30, learningRate: 2e-3, warmupSteps: 5, schedule: "linear", trains: "all" },
  ],
  evaluateEvery: 30,
  checkpointEvery: 20,
};
