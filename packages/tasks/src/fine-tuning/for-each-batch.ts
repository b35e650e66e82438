import * as tf from "@tensorflow/tfjs-core";
import { batchesByLength } from "../features/batches-by-length.ts";
import { collate, type LukeBatch } from "../features/collate.ts";
import type { LukeFeatures } from "../features/luke-features.ts";
import { nextTurn } from "./next-turn.ts";

/**
 * Runs `forward` on all features in batches of similar length and hands the numbers of each batch to `take`.
 * The tensors are freed here.
 */
export async function forEachBatch<Features extends LukeFeatures>(
  features: readonly Features[],
  options: {
    readonly maxTokens?: number | undefined;
    readonly padWordId: number;
    readonly signal?: AbortSignal | undefined;
  },
  forward: (batch: LukeBatch) => tf.Tensor[],
  take: (part: readonly Features[], numbers: readonly Float32Array[], batch: LukeBatch) => void,
): Promise<void> {
  for (const indices of batchesByLength(features, { maxTokens: options.maxTokens ?? 4096 })) {
    await nextTurn(options.signal);
    const part = [...indices].map((i) => features[i]!);
    const batch = collate(part, options);
    const outputs = tf.tidy(() => forward(batch));
    try {
      const numbers = await Promise.all(outputs.map((output) => output.data() as Promise<Float32Array>));
      take(part, numbers, batch);
    } finally {
      tf.dispose(outputs);
    }
  }
}
