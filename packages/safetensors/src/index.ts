export { blobByteSource } from "./blob-byte-source.ts";
export { type ByteSource, httpByteSource } from "./byte-source.ts";
export { decodeSafetensors, type Safetensors } from "./decode-safetensors.ts";
export { decodeTensor, type TensorData } from "./decode-tensor.ts";
export { encodeSafetensors } from "./encode-safetensors.ts";
export type { FloatDtype } from "./encode-tensor.ts";
export { openShards } from "./open-shards.ts";
export { openTensorSource, type TensorFile } from "./open-tensor-source.ts";
export { parseHeader, type SafetensorsHeader, type TensorEntry } from "./parse-header.ts";
