import { batchesByLength } from "../features/batches-by-length.ts";
import { collate, type LukeBatch } from "../features/collate.ts";
import type { MaskedExample } from "./mask-example.ts";

/** Masked examples as one padded batch, with what to predict by flat position. */
export interface MaskedBatch {
  readonly batch: LukeBatch;
  /** Indices into `[batch · words]`. */
  readonly maskedWords: Int32Array;
  readonly wordLabels: Int32Array;
  /** Indices into `[batch · entities]`. */
  readonly maskedEntities: Int32Array;
  readonly entityLabels: Int32Array;
  /** By which dropout knows each example, whatever batch it is in. `[batch]`; by its place without them. */
  readonly dropoutKeys?: Uint32Array;
}

/**
 * Cuts masked examples into batches of at most `maxTokens` padded tokens, similar lengths together.
 * Examples with nothing to predict are left out.
 */
export function maskedBatches(
  examples: readonly MaskedExample[],
  options: { readonly maxTokens: number; readonly padWordId: number },
): MaskedBatch[] {
  const useful = examples.filter(
    ({ maskedWords, maskedEntities }) => maskedWords.length + maskedEntities.length > 0,
  );
  return batchesByLength(useful, { maxTokens: options.maxTokens }).map((indices) =>
    maskedBatch(
      [...indices].map((index) => useful[index]!),
      options.padWordId,
    ),
  );
}

/** Masked examples as one batch. */
export function maskedBatch(examples: readonly MaskedExample[], padWordId: number): MaskedBatch {
  const batch = collate(examples, { padWordId });
  const all = (rows: (example: MaskedExample) => Int32Array, stride = 0) => flat(examples.map(rows), stride);
  return {
    batch,
    maskedWords: all((example) => example.maskedWords, batch.words),
    wordLabels: all((example) => example.wordLabels),
    maskedEntities: all((example) => example.maskedEntities, batch.entities),
    entityLabels: all((example) => example.entityLabels),
  };
}

/** Lists one after the other, each number moved by `stride` times its row. */
function flat(rows: readonly Int32Array[], stride: number): Int32Array {
  const all = new Int32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const [i, row] of rows.entries()) {
    for (const value of row) all[at++] = value + i * stride;
  }
  return all;
}
