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
  /** Masked words and entities of the whole update (or evaluation) that this batch is a part of. */
  readonly totals: { readonly words: number; readonly entities: number };
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
  const totals = {
    words: useful.reduce((sum, example) => sum + example.maskedWords.length, 0),
    entities: useful.reduce((sum, example) => sum + example.maskedEntities.length, 0),
  };
  return batchesByLength(useful, { maxTokens: options.maxTokens }).map((indices) => {
    const part = [...indices].map((index) => useful[index]!);
    const batch = collate(part, { padWordId: options.padWordId });
    return {
      batch,
      maskedWords: flat(
        part.map((example) => example.maskedWords),
        batch.words,
      ),
      wordLabels: flat(
        part.map((example) => example.wordLabels),
        0,
      ),
      maskedEntities: flat(
        part.map((example) => example.maskedEntities),
        batch.entities,
      ),
      entityLabels: flat(
        part.map((example) => example.entityLabels),
        0,
      ),
      totals,
    };
  });
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
