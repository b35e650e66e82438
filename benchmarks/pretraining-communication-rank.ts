/**
 * One process of pretraining-communication.bench.ts and pretraining-overlap.bench.ts: three updates of a model, and what they took on rank 0 as JSON.
 * Arguments: layers, hidden size, entities, examples an update, format of gradients, and whether they travel while the
 * backward pass goes on: "overlap" or "apart"; as train chooses without it.
 */
import { useBackend } from "@lukejs/backend";
import { Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeBase } from "@lukejs/model";
import { createPretrainingTask, PretrainingExamples } from "@lukejs/tasks";
import { type MetricsRecord, train } from "@lukejs/training";
import { openMpi } from "@lukejs/training/node";

const [layers, hidden, entityVocabSize, batchSize] = process.argv.slice(2, 6).map(Number) as [
  number,
  number,
  number,
  number,
];
const communicator = await openMpi({ gradients: process.argv[6] === "bfloat16" ? "bfloat16" : "float32" });
await useBackend();
const config = {
  ...lukeBase,
  entityVocabSize,
  numLayers: layers,
  hiddenSize: hidden,
  numHeads: hidden / 64,
  intermediateSize: 4 * hidden,
  useEntityAwareAttention: false,
};
const random = new Random(1);
const model: LukeModel = {
  config,
  params: createLukeParams(config, random.fork(1), { pooler: false }),
  headParams: createHeadParams(config, "LukeForMaskedLM", random.fork(2)),
};
const examples = new PretrainingExamples();
for (let i = 0; i < 3 * batchSize; i++) {
  const words = Int32Array.from({ length: 256 }, () => 5 + random.nextInt(50_000));
  const entityIds = Int32Array.from({ length: 8 }, () => 3 + random.nextInt(entityVocabSize - 3));
  examples.append({
    wordIds: words,
    entityIds,
    entityStarts: Int32Array.from(entityIds, (_, j) => 1 + 10 * j),
    entityLengths: new Int32Array(8).fill(2),
  });
}
const masking = { maskWordId: 4, maskEntityId: 2, firstRandomWordId: 2, vocabSize: config.vocabSize };
const task = createPretrainingTask(model, examples, { seed: 1, masking, maxTokens: 528 });
const updates: MetricsRecord[] = [];
await train(
  task,
  { seed: 1, batchSize, stages: [{ name: "all", steps: 3, learningRate: 1e-5 }] },
  {
    communicator,
    ...(process.argv[7] === undefined ? {} : { overlap: process.argv[7] === "overlap" }),
    runFolder: {
      open: async () => undefined,
      last: async () => undefined,
      log: async (record) => void updates.push(record),
      save: async () => {},
      close: async () => {},
    },
  },
);
communicator.finish();
if (communicator.rank === 0) process.stdout.write(`${JSON.stringify(updates)}\n`);
