import type { LukeConfig } from "./config/luke-config.ts";

type Sizes = Pick<LukeConfig, "hiddenSize" | "intermediateSize" | "numLayers" | "numHeads">;

/** Floating-point operations of the encoder's layers for one forward pass of a sequence of so many tokens. */
export function layerOperations({ hiddenSize, intermediateSize, numLayers }: Sizes, tokens: number): number {
  const products = tokens * (8 * hiddenSize ** 2 + 4 * hiddenSize * intermediateSize);
  return numLayers * (products + 4 * tokens ** 2 * hiddenSize);
}

/**
 * Bytes that the layers keep of a micro-batch for the way back, in float32. Each layer keeps about 17 hidden vectors (four
 * projections, two normalizations, the feed-forward layer's two widths) and three maps of attention a head; computed
 * again, its input alone.
 *
 * @param maxTokens of the micro-batch, padding included
 * @param tokens of one sequence
 */
export function layerActivations(
  { hiddenSize, intermediateSize, numLayers, numHeads }: Sizes,
  { maxTokens, tokens, recompute }: { maxTokens: number; tokens: number; recompute: boolean },
): number {
  const kept = recompute ? 1 : numLayers;
  return (
    4 * maxTokens * kept * (9 * hiddenSize + 2 * intermediateSize) +
    4 * 3 * kept * numHeads * maxTokens * Math.min(512, tokens) +
    (recompute ? 4 * maxTokens * numLayers * hiddenSize : 0)
  );
}

/**
 * Bytes that a forward pass without a way back needs besides the parameters, in float32: of one layer the states in and
 * between, the wide one, and the maps of attention.
 *
 * @param maxTokens of the batch, padding included
 * @param tokens of one sequence
 */
export function forwardActivations(
  { hiddenSize, intermediateSize, numHeads }: Sizes,
  { maxTokens, tokens }: { readonly maxTokens: number; readonly tokens: number },
): number {
  return 4 * maxTokens * (8 * hiddenSize + 2 * intermediateSize + 2 * numHeads * tokens);
}
