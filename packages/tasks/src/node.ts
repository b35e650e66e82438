export { readDataset } from "./fine-tuning/read-dataset.ts";
export {
  ExampleFile,
  type ExampleFileLocation,
  openExampleFile,
} from "./pretraining/read-example-file.ts";
export {
  type ReadExamplesOptions,
  readHeldOutExamples,
  readPretrainingExamples,
} from "./pretraining/read-pretraining-examples.ts";
export { writeExampleFile } from "./pretraining/write-example-file.ts";
export {
  type ExamplesManifest,
  type WriteExamplesOptions,
  type WrittenExamples,
  writeExamplesManifest,
  writeExamplesPart,
  writePretrainingExamples,
} from "./pretraining/write-pretraining-examples.ts";
