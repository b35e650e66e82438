export { readDataset } from "./fine-tuning/read-dataset.ts";
export {
  type ReadExamplesOptions,
  readPretrainingExamples,
} from "./pretraining/read-pretraining-examples.ts";
export {
  type ExamplesManifest,
  type WriteExamplesOptions,
  type WrittenExamples,
  writeExamplesManifest,
  writeExamplesPart,
  writePretrainingExamples,
} from "./pretraining/write-pretraining-examples.ts";
