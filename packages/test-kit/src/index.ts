export { type AttentionCase, evaluateAttention } from "./evaluate-attention.ts";
export { expectClose } from "./expect-close.ts";
export { findSpark } from "./find-spark.ts";
export { folderDigest } from "./folder-digest.ts";
export { mountSmallDisk, type SmallDisk } from "./mount-small-disk.ts";
export { findChromium, openInChromium, type PageOptions } from "./open-in-chromium.ts";
export { sharedPath } from "./shared-path.ts";
export { startWebGpu } from "./start-web-gpu.ts";
export { createToyRanks, type ToyRank } from "./toy-ranks.ts";
