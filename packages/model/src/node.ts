export {
  type LazyTensor,
  openSafetensors,
  openShardedSafetensors,
  readSafetensors,
  writeSafetensors,
} from "@lukejs/safetensors/node";
export {
  type CheckpointDescription,
  describeCheckpoint,
  type MemoryEstimate,
} from "./checkpoint/describe-checkpoint.ts";
export { extractArchive } from "./checkpoint/extract-archive.ts";
export { type FetchOptions, fetchCheckpoint } from "./checkpoint/fetch-checkpoint.ts";
export { type OpenedCheckpoint, openCheckpoint } from "./checkpoint/open-checkpoint.ts";
export { openOriginal } from "./checkpoint/open-original.ts";
export { type OpenRobertaOptions, openRoberta } from "./checkpoint/open-roberta.ts";
export type { OpenOptions } from "./checkpoint/read-checkpoint.ts";
export type { ReadOptions } from "./checkpoint/read-variables.ts";
export { type SaveOptions, saveCheckpoint } from "./checkpoint/save-checkpoint.ts";
export { openTorchFile } from "./checkpoint/torch/open-torch-file.ts";
export { type UploadOptions, uploadCheckpoint } from "./checkpoint/upload-checkpoint.ts";
export { writeEntityVectors } from "./checkpoint/write-entity-vectors.ts";
export { type WriteOnnxOptions, writeOnnx } from "./checkpoint/write-onnx.ts";
