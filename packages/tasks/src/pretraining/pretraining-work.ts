import type { LukeConfig } from "@lukejs/model";
import type { MaskedBatch } from "./masked-batches.ts";

/**
 * Words of a micro-batch, and the floating-point operations that the model asks for: two for each multiplication
 * of the linear layers, attention and both heads (padding and recomputation left out), and twice as many again in
 * the backward pass. Where the encoder is frozen its weights have no gradients, so its backward pass is as its
 * forward pass; this counts them all the same.
 */
export function pretrainingWork(
  { batch, maskedWords, maskedEntities }: MaskedBatch,
  config: LukeConfig,
): { readonly words: number; readonly flops: number } {
  const { hiddenSize, intermediateSize, entityEmbeddingSize, numLayers } = config;
  let words = 0;
  let tokens = 0;
  let pairs = 0;
  for (let i = 0; i < batch.size; i++) {
    const wordCount = ones(batch.wordMask, i * batch.words, batch.words);
    const length = wordCount + ones(batch.entityMask, i * batch.entities, batch.entities);
    words += wordCount;
    tokens += length;
    pairs += length * length;
  }
  const layer = tokens * (8 * hiddenSize ** 2 + 4 * hiddenSize * intermediateSize) + pairs * 4 * hiddenSize;
  const wordHead = maskedWords.length * 2 * hiddenSize * (hiddenSize + config.vocabSize);
  const entityHead = maskedEntities.length * 2 * entityEmbeddingSize * (hiddenSize + config.entityVocabSize);
  const dense = entityEmbeddingSize === hiddenSize ? 0 : 2 * entityEmbeddingSize * hiddenSize;
  const forward = numLayers * layer + wordHead + entityHead + (tokens - words) * dense;
  return { words, flops: 3 * forward };
}

function ones(mask: Int32Array, from: number, length: number): number {
  let count = 0;
  for (let i = from; i < from + length; i++) count += mask[i]!;
  return count;
}
