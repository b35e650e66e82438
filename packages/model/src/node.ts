export { type OpenedCheckpoint, openCheckpoint } from "./checkpoint/open-checkpoint.ts";
export { openSafetensors, type TensorFile } from "./checkpoint/safetensors/open-safetensors.ts";
export { openShardedSafetensors } from "./checkpoint/safetensors/open-sharded-safetensors.ts";
export { readSafetensors } from "./checkpoint/safetensors/read-safetensors.ts";
export { type LazyTensor, writeSafetensors } from "./checkpoint/safetensors/write-safetensors.ts";
export { saveCheckpoint } from "./checkpoint/save-checkpoint.ts";
export { openTorchFile } from "./checkpoint/torch/open-torch-file.ts";
