import { numEntityRows, numWordRows, type SequenceLayout } from "@lukejs/attention";
import { type Dropout, gatherRows, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { checkPackedIds } from "./check-ids.ts";
import type { LukeConfig } from "./config/luke-config.ts";
import { packedEmbeddings } from "./packed-embeddings.ts";
import { packedEncoderLayer } from "./packed-encoder-layer.ts";
import type { PackedInputs, PackedOutputs, PackedPositions } from "./packed-inputs.ts";
import type { LukeParams } from "./parameters/luke-params.ts";
import { recomputedEncoderLayer } from "./recomputed-encoder-layer.ts";
import { rowKeys } from "./row-keys.ts";
import { rowsOfPositions } from "./rows-of-positions.ts";

export interface PackedLukeOptions {
  /** Given in training only. */
  readonly dropout?: Dropout | undefined;
  /**
   * A number of each text, [texts]: what a text drops depends on it, and not on the texts beside it or on their number.
   * Without keys it depends on the places in the batch.
   */
  readonly dropoutKeys?: Uint32Array | undefined;
  /** The only rows that the last layer computes, and that come out: those that a head reads. */
  readonly lastLayerPositions?: PackedPositions | undefined;
  /** Keep no activations inside layers for the gradient, and compute them again there. */
  readonly recompute?: boolean | undefined;
}

/**
 * The encoder (paper §3) over texts of any lengths, without padding: what `luke` gives for each text, and nothing is
 * multiplied for anything else. The outputs are the caller's; the inputs stay untouched.
 *
 * @throws RangeError where starts, positions or keys do not fit, or a text is longer than the position table; LukeError MOD017
 *   for an id that is no row of its table, MOD018 for a mention by words that its text lacks
 */
export function packedLuke(
  params: LukeParams,
  inputs: PackedInputs,
  config: LukeConfig,
  options: PackedLukeOptions = {},
): PackedOutputs {
  const { lastLayerPositions, recompute = false } = options;
  const all = layoutOf(inputs);
  const keys = options.dropoutKeys && rowKeys(options.dropoutKeys, all);
  const dropout = options.dropout && { ...options.dropout, rowKeys: keys };
  checkPackedIds(params, inputs);
  const run = (): PackedOutputs => {
    const everyRow = { queries: all, keys: all };
    let tokens = packedEmbeddings(params, inputs, all, config, dropout);
    let layout = all;
    for (const [i, layer] of params.layers.entries()) {
      const step = recompute ? recomputedEncoderLayer : packedEncoderLayer;
      if (i < params.layers.length - 1 || lastLayerPositions === undefined) {
        tokens = step(layer, tokens, tokens, everyRow, config, dropout);
        continue;
      }
      const read = rowsOfPositions(lastLayerPositions, all);
      const queryTokens = gatherRows(tokens, tf.tensor1d(read.rows, "int32")) as tf.Tensor2D;
      layout = read.layout;
      const ofRead = dropout && {
        ...dropout,
        rowKeys: keys && Uint32Array.from(read.rows, (row) => keys[row]!),
      };
      tokens = step(layer, tokens, queryTokens, { queries: layout, keys: all }, config, ofRead);
    }
    const hidden = tokens.shape[1];
    const words = tf.slice(tokens, [0, 0], [numWordRows(layout), hidden]);
    return {
      words,
      entities: tf.slice(tokens, [numWordRows(layout), 0], [numEntityRows(layout), hidden]),
      ...(params.pooler === undefined || lastLayerPositions !== undefined
        ? {}
        : { pooled: pool(params.pooler, words, all) }),
    };
  };
  return tf.tidy(run as unknown as () => tf.TensorContainer) as unknown as PackedOutputs;
}

function layoutOf({ wordIds, wordStarts, entityIds, entityStarts }: PackedInputs): SequenceLayout {
  if ((entityIds === undefined) !== (entityStarts === undefined)) {
    throw new TypeError("packedLuke takes entityIds and entityStarts together");
  }
  const layout = { wordStarts, entityStarts: entityStarts ?? new Int32Array(wordStarts.length) };
  if (numWordRows(layout) !== wordIds.size || numEntityRows(layout) !== (entityIds?.size ?? 0)) {
    throw new RangeError(
      `packedLuke: starts end with ${numWordRows(layout)} words and ${numEntityRows(layout)} entities, ` +
        `found ${wordIds.size} and ${entityIds?.size ?? 0} ids`,
    );
  }
  return layout;
}

/** tanh of a dense layer over the first word of each text. [texts, hidden] */
function pool(
  { weight, bias }: NonNullable<LukeParams["pooler"]>,
  words: tf.Tensor2D,
  { wordStarts }: SequenceLayout,
): tf.Tensor2D {
  const first = gatherRows(words, tf.tensor1d(wordStarts.slice(0, -1), "int32"));
  return tf.tanh(linear(first, weight, bias)) as tf.Tensor2D;
}
