import { checkDropout, type DropoutSite, defineOp, withGradient } from "@lukejs/kernels";
import type { NamedTensorMap, Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { attendGroups, attendGroupsGradient } from "./attend-groups.ts";
import { checkHeads, checkTensor } from "./check-inputs.ts";
import { sequenceAttentionCuda, sequenceAttentionGradientCuda } from "./sequence-attention-cuda.ts";
import { sequenceAttentionGradientNative, sequenceAttentionNative } from "./sequence-attention-native.ts";
import { type AttentionLayout, checkLayout, numEntityRows, numWordRows } from "./sequence-layout.ts";
import {
  type SequenceAttentionGradientInputs,
  sequenceAttentionGradientWebGpu,
  sequenceAttentionWebGpu,
} from "./webgpu/sequence-attention-web-gpu.ts";

/**
 * Queries, keys and values of packed sequences, all [rows, hidden] with the heads side by side.
 *
 * Queries come as `query` (one for every row and every kind of key), or by the kinds of the attending token and of the
 * token attended to (§3.2). The pair of a kind without query rows is left out.
 */
export interface SequenceAttentionInputs {
  /** [query rows, hidden] */
  readonly query?: Tensor2D;
  /** [query words, hidden] */
  readonly wordToWordQuery?: Tensor2D;
  readonly wordToEntityQuery?: Tensor2D;
  /** [query entities, hidden] */
  readonly entityToWordQuery?: Tensor2D;
  readonly entityToEntityQuery?: Tensor2D;
  /** [words + entities, hidden] */
  readonly key: Tensor2D;
  /** [words + entities, hidden] */
  readonly value: Tensor2D;
}

export interface SequenceAttentionOptions {
  readonly layout: AttentionLayout;
  readonly numHeads: number;
  /** Of the probabilities; row keys are those of the query rows. */
  readonly dropout?: DropoutSite | undefined;
}

/** What the kernels read beside the tensors. */
export interface SequenceAttentionAttributes extends DropoutSite {
  readonly layout: AttentionLayout;
  readonly numHeads: number;
}

/** The op without its gradient; on GPUs the second answer is the logarithm of each row's sum of exponentials. */
export const runSequenceAttention: (
  inputs: SequenceAttentionInputs,
  attributes: SequenceAttentionAttributes,
) => Tensor[] = defineOp<SequenceAttentionInputs, SequenceAttentionAttributes>({
  kernelName: "LukeSequenceAttention",
  plain: attendGroups,
  native: sequenceAttentionNative,
  cuda: sequenceAttentionCuda,
  webgpu: sequenceAttentionWebGpu,
});

/** Gradients of the inputs that are given, in their order. */
export const runSequenceAttentionGradient: (
  inputs: SequenceAttentionGradientInputs,
  attributes: SequenceAttentionAttributes,
) => Tensor[] = defineOp<SequenceAttentionGradientInputs, SequenceAttentionAttributes>({
  kernelName: "LukeSequenceAttentionGrad",
  plain: ({ dy, states: _states, logSums: _logSums, ...inputs }, attributes) =>
    Object.values(attendGroupsGradient(inputs, dy, attributes)),
  native: sequenceAttentionGradientNative,
  cuda: sequenceAttentionGradientCuda,
  webgpu: sequenceAttentionGradientWebGpu,
});

/**
 * Attention inside each of several sequences of any lengths: the mean of the values of a sequence, weighted by
 * `softmax(query · key / √head)` over its words and entities, for each query row and head. Nothing is padded for it, and
 * no row sees another sequence. [query rows, hidden]
 *
 * Dropout is decided by a hash: the head `h` of query row `r` has the seed `dropoutHash(r · heads + h, seed)`, with the
 * row's key in place of `r` where keys are given, and its key `j`, counted inside the sequence with words before entities, is dropped where `dropoutHash(j, …)` says so. So
 * every kernel drops the same ones.
 *
 * The gradient computes the probabilities again: none are kept, at most a number for each row and head.
 *
 * @throws RangeError where the rows or their keys do not fit the layout, or the hidden size the heads; TypeError where a
 *   tensor is not of float32
 */
export function sequenceAttention(
  inputs: SequenceAttentionInputs,
  { layout, numHeads, dropout }: SequenceAttentionOptions,
): Tensor2D {
  check(inputs, layout, numHeads);
  const site = dropout ?? { rate: 0, seed: 0 };
  checkDropout("sequenceAttention", site, numWordRows(layout.queries) + numEntityRows(layout.queries));
  const attributes = { layout, numHeads, ...site };
  const given = Object.entries(inputs).filter((entry): entry is [string, Tensor2D] => entry[1] !== undefined);
  const named = Object.fromEntries(given) as unknown as SequenceAttentionInputs;
  const tensors = given.map(([, tensor]) => tensor);
  return withGradient(
    tensors,
    () => {
      const [result, logSums] = runSequenceAttention(named, attributes);
      return { result: result!, kept: logSums === undefined ? tensors : [...tensors, result!, logSums] };
    },
    (dy, kept) => {
      const again = Object.fromEntries(given.map(([name], i) => [name, kept[i]!]));
      const [states, logSums] = kept.slice(given.length);
      const there = logSums === undefined ? {} : { states, logSums };
      return runSequenceAttentionGradient(
        { ...(again as unknown as SequenceAttentionInputs), dy, ...there } as SequenceAttentionGradientInputs,
        attributes,
      );
    },
  ) as Tensor2D;
}

function check(inputs: SequenceAttentionInputs, layout: AttentionLayout, numHeads: number): void {
  checkLayout("sequenceAttention, queries", layout.queries);
  checkLayout("sequenceAttention, keys", layout.keys);
  if (layout.queries.wordStarts.length !== layout.keys.wordStarts.length) {
    throw new RangeError(
      `sequenceAttention: queries of ${layout.queries.wordStarts.length - 1} sequences, keys of ${layout.keys.wordStarts.length - 1}`,
    );
  }
  checkTensor("sequenceAttention: key", inputs.key, ["?", "?"]);
  const hidden = inputs.key.shape[1];
  checkHeads("sequenceAttention", hidden, numHeads);
  const [words, entities] = [numWordRows(layout.queries), numEntityRows(layout.queries)];
  const keys = numWordRows(layout.keys) + numEntityRows(layout.keys);
  const rows: { readonly [name in keyof SequenceAttentionInputs]: number } = {
    query: words + entities,
    wordToWordQuery: words,
    wordToEntityQuery: words,
    entityToWordQuery: entities,
    entityToEntityQuery: entities,
    key: keys,
    value: keys,
  };
  for (const [name, tensor] of Object.entries(inputs as unknown as NamedTensorMap) as [
    keyof typeof rows,
    Tensor?,
  ][]) {
    if (tensor !== undefined) checkTensor(`sequenceAttention: ${name}`, tensor, [rows[name]!, hidden]);
  }
  if (inputs.query !== undefined) return;
  const needed: readonly (keyof SequenceAttentionInputs)[] = [
    ...(words === 0 ? [] : (["wordToWordQuery", "wordToEntityQuery"] as const)),
    ...(entities === 0 ? [] : (["entityToWordQuery", "entityToEntityQuery"] as const)),
  ];
  for (const name of needed) {
    if (inputs[name] === undefined)
      throw new RangeError(
        `sequenceAttention: ${name} is missing, expected it beside ${words} words and ${entities} entities that attend, or one query`,
      );
  }
}
