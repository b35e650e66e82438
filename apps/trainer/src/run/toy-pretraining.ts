import { join } from "node:path";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { Random } from "@lukejs/kernels";
import { PretrainingExamples } from "@lukejs/tasks";
import { writePretrainingExamples } from "@lukejs/tasks/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { fingerprints } from "./pretraining-data.ts";

/**
 * Vocabularies and a hundred and sixty examples in a folder, and the config of a run on them that takes seconds; for the
 * tests of this package.
 *
 * @internal
 */
export async function writeToyPretraining(folder: string): Promise<Record<string, unknown>> {
  const path = (name: string) => join(folder, name);
  const files = await trainByteLevelBpe(["the quick brown fox jumps over the lazy dog"], { vocabSize: 280 });
  const tokenizer = new RobertaTokenizer(files);
  await saveTokenizer(tokenizer, path("tokenizer"));
  const titles = Array.from({ length: 20 }, (_, i) => ({ title: `Title ${i}`, count: 40 - i }));
  const entityVocab = EntityVocab.of(titles);
  await writeEntityVocab(entityVocab, path("entities.jsonl"));
  const random = new Random(4);
  const examples = (size: number): PretrainingExamples => {
    const all = new PretrainingExamples();
    for (let i = 0; i < size; i++) {
      const words = Array.from({ length: 6 + random.nextInt(20) }, () => 5 + random.nextInt(250));
      const entityIds = Int32Array.of(3 + random.nextInt(20), 3 + random.nextInt(20));
      all.append({
        wordIds: Int32Array.from([tokenizer.bosId, ...words, tokenizer.eosId]),
        entityIds,
        entityStarts: Int32Array.of(1, 3),
        entityLengths: Int32Array.of(2, 1),
      });
    }
    return all;
  };
  const settings = { vocabularies: fingerprints(tokenizer, entityVocab) };
  await writePretrainingExamples(
    path("examples"),
    { train: examples(160), heldOut: examples(12) },
    { settings },
  );
  return {
    examples: path("examples"),
    tokenizer: path("tokenizer"),
    entityVocab: path("entities.jsonl"),
    out: path("run"),
    model: {
      numLayers: 1,
      hiddenSize: 16,
      numHeads: 2,
      intermediateSize: 32,
      entityEmbeddingSize: 8,
      maxPositions: 64,
    },
    batchSize: 8,
    maxTokens: 60,
    stages: [
      { name: "entities", steps: 4, learningRate: 1e-2, trains: "entities" },
      { name: "all", steps: 8, learningRate: 1e-2, warmupSteps: 2 },
    ],
    run: { maskingWorkers: 0, peakTeraflops: 1 },
  };
}
