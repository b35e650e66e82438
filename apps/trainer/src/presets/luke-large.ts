/**
 * LUKE-large as published (paper, §4 and Appendix A): from RoBERTa-large, 100 K updates of what RoBERTa lacks, then
 * 100 K of everything.
 *
 *     mpirun -np 16 --hostfile hosts luke pretrain luke-large --set out=runs/luke-large
 *
 * Layout: 16 processes, one a GPU (2 machines with 8 each; the paper: 16 NVIDIA V100). Each computes 128 of the 2,048
 * sequences of an update in micro-batches of at most 8,192 padded tokens, about 16 at full length; gradients travel
 * once per update, 1.9 GB in float32 or 0.97 GB as here in bfloat16. Every process holds parameters, gradients and two
 * moments (9.7 GB), and where each example is (about 0.1 GB for English Wikipedia of 2018, 3.5 B words); it reads those
 * of its own micro-batches from a file of 16 GB beside the shards. That folder and the run folder have to be on a file
 * system that all machines share. `luke pretrain luke-large --plan` computes memory, disk and days.
 *
 * The paper took 30 days. Masked-entity accuracy is not published; the model is judged by its five tasks (§4).
 */
import type { PretrainPreset } from "./preset.ts";

export const lukeLargePreset: PretrainPreset = {
  examples: "examples",
  tokenizer: "tokenizer",
  entityVocab: "entities.jsonl",
  out: "runs/luke-large",
  from: "roberta-large",
  // Read from RoBERTa but for the width of the entity table; here so that the plan needs no checkpoint.
  model: {
    numLayers: 24,
    hiddenSize: 1024,
    numHeads: 16,
    intermediateSize: 4096,
    entityEmbeddingSize: 256,
  },
  batchSize: 2048,
  maxTokens: 8192,
  stages: [
    {
      name: "stage 1",
      steps: 100_000,
      learningRate: 5e-4,
      warmupSteps: 2500,
      schedule: "linear",
      trains: "entities",
    },
    {
      name: "stage 2",
      steps: 100_000,
      learningRate: 1e-5,
      warmupSteps: 2500,
      schedule: "linear",
      trains: "all",
    },
  ],
  evaluateEvery: 5000,
  checkpointEvery: 1000,
  keepBest: "loss",
  run: { examples: "auto", maskingWorkers: 2, gradients: "bfloat16", recompute: false },
};
