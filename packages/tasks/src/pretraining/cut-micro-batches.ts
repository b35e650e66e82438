import { Random } from "@lukejs/kernels";
import { batchesByLength } from "../features/batches-by-length.ts";
import { type ExampleSource, exampleFeatures } from "./example-source.ts";
import { type MaskingOptions, maskExample } from "./mask-example.ts";
import { type MaskedBatch, maskedBatch } from "./masked-batches.ts";

/** One example of an update: which one, and in which pass over the data. */
export interface PretrainingVisit {
  readonly epoch: number;
  readonly index: number;
}

/** Which micro-batches to give: numbers `rank`, `rank + size`, `rank + 2 · size`… of the cut. */
export interface MicroBatchShare {
  readonly rank: number;
  readonly size: number;
}

/**
 * Cuts the examples of an update into micro-batches of at most `maxTokens` padded tokens, similar lengths together.
 * The cut looks at lengths alone, so every process makes the same one without masking what the others mask; it
 * leaves out examples with nothing to predict.
 */
export function cutMicroBatches(
  examples: ExampleSource,
  visits: readonly PretrainingVisit[],
  options: {
    readonly maxTokens: number;
    readonly masking: Pick<MaskingOptions, "wordProbability" | "entityProbability">;
    readonly share: MicroBatchShare;
  },
): PretrainingVisit[][] {
  const { rank, size } = options.share;
  const { wordProbability = 0.15, entityProbability = 0.15 } = options.masking;
  const useful = visits.filter(({ index }) => {
    const { words, entities } = examples.lengthsOf(index);
    return (wordProbability > 0 && words > 2) || (entityProbability > 0 && entities > 0);
  });
  const lengths = useful.map(({ index }) => {
    const { words, entities } = examples.lengthsOf(index);
    return { wordIds: { length: words }, entityIds: { length: entities } };
  });
  return batchesByLength(lengths, { maxTokens: options.maxTokens })
    .filter((_, number) => number % size === rank)
    .map((indices) => [...indices].map((i) => useful[i]!));
}

/** Set the random numbers of masks and of dropout apart from each other and from those of the example order. */
const MASK_KEY = 3;
const DROPOUT_KEY = 5;

/**
 * Masks the examples of a micro-batch. The masks, and what dropout will drop, depend on (seed, epoch, index of the
 * example) alone: never on the process, the thread or the micro-batch.
 */
export function maskMicroBatch(
  examples: ExampleSource,
  visits: readonly PretrainingVisit[],
  options: { readonly seed: number; readonly masking: MaskingOptions; readonly padWordId: number },
): MaskedBatch {
  const masked = visits.map(({ epoch, index }) =>
    maskExample(
      exampleFeatures(examples.packed(index)),
      options.masking,
      new Random(options.seed, MASK_KEY, epoch, index),
    ),
  );
  const dropoutKeys = visits.map(({ epoch, index }) =>
    new Random(options.seed, DROPOUT_KEY, epoch, index).nextUint32(),
  );
  return { ...maskedBatch(masked, options.padWordId), dropoutKeys: Uint32Array.from(dropoutKeys) };
}
