export {
  type LazyTensor,
  openSafetensors,
  openShardedSafetensors,
  readSafetensors,
  writeSafetensors,
} from "@lukejs/safetensors/node";
export { type OpenedCheckpoint, openCheckpoint } from "./checkpoint/open-checkpoint.ts";
export { saveCheckpoint } from "./checkpoint/save-checkpoint.ts";
export { openTorchFile } from "./checkpoint/torch/open-torch-file.ts";
