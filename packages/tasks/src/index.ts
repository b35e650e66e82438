export { batchesByLength, type LengthBatching } from "./features/batches-by-length.ts";
export { type CollateOptions, collate, type LukeBatch } from "./features/collate.ts";
export { type LukeFeatures, tokenCount } from "./features/luke-features.ts";
export { disposeInputs, type LukeInputs, toTensors } from "./features/to-tensors.ts";
