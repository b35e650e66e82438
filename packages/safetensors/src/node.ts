export { openSafetensors } from "./open-safetensors.ts";
export { openShardedSafetensors } from "./open-sharded-safetensors.ts";
export { readSafetensors } from "./read-safetensors.ts";
export { type LazyTensor, type WriteOptions, writeSafetensors } from "./write-safetensors.ts";
export { type ShardOptions, writeShardedSafetensors } from "./write-sharded-safetensors.ts";
