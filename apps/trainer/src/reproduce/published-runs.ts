/** How the published numbers were made (paper, Tables 11 and 12): files and settings of each task. */
import type { FineTuneConfig } from "../run/fine-tune-config.ts";

export interface PublishedRun {
  /** Datasets below the folder of all data, each under the first name that is there. */
  readonly files: {
    readonly train: readonly string[];
    readonly dev: readonly string[];
    /** Absent where the test set is hidden. */
    readonly test?: readonly string[];
  };
  readonly settings: Pick<FineTuneConfig, "learningRate" | "batchSize" | "epochs"> & Partial<FineTuneConfig>;
}

export const publishedRuns: Readonly<Record<string, PublishedRun>> = {
  "entity-typing": {
    files: {
      train: ["open-entity/train.json"],
      dev: ["open-entity/dev.json"],
      test: ["open-entity/test.json"],
    },
    settings: { learningRate: 1e-5, batchSize: 4, epochs: 3 },
  },
  "relation-classification": {
    files: { train: ["tacred/train.json"], dev: ["tacred/dev.json"], test: ["tacred/test.json"] },
    settings: { learningRate: 1e-5, batchSize: 32, epochs: 5 },
  },
  "named-entity-recognition": {
    files: {
      train: ["conll2003/eng.train"],
      dev: ["conll2003/eng.testa"],
      test: ["conll2003/eng.testb"],
    },
    // The published code takes the last weights here.
    settings: { learningRate: 1e-5, batchSize: 8, epochs: 5, keep: "last" },
  },
  cloze: {
    files: { train: ["record/train.json"], dev: ["record/dev.json"] },
    settings: { learningRate: 1e-5, batchSize: 32, epochs: 2 },
  },
  "question-answering": {
    files: {
      train: ["squad/train-v1.1.json", "squad/train.json"],
      dev: ["squad/dev-v1.1.json", "squad/dev.json"],
    },
    settings: { learningRate: 15e-6, batchSize: 48, epochs: 2, keep: "last" },
  },
};
