/**
 * Attention inside packed sequences in compute shaders, in the manner of flash attention: a workgroup has a few rows of
 * a sequence and one head, and the other side passes by in tiles of workgroup memory. What is kept for the way back is
 * one number for each row and head, so memory grows with the rows and not with their square.
 */
import { dropoutWords, type WebGpu } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { SequenceAttentionAttributes, SequenceAttentionInputs } from "../sequence-attention.ts";
import { numEntityRows, numWordRows } from "../sequence-layout.ts";
import { type AttentionPlan, type PlanHead, planKeys, planQueries } from "./attention-plan.ts";
import { attentionTile } from "./attention-tile.ts";
import { type AttentionShape, shapeKey } from "./attention-wgsl.ts";
import { deltaThreads, deltaWgsl } from "./delta-wgsl.ts";
import { forwardWgsl } from "./forward-wgsl.ts";
import { keyGradientWgsl } from "./key-gradient-wgsl.ts";
import { queryGradientWgsl } from "./query-gradient-wgsl.ts";

/** The states, [query rows, hidden], and the logarithm of each row's sum of exponentials, [query rows, heads]. */
export function sequenceAttentionWebGpu(
  gpu: WebGpu,
  inputs: SequenceAttentionInputs,
  attributes: SequenceAttentionAttributes,
): tf.TensorInfo[] | undefined {
  const { numHeads, layout } = attributes;
  const { rows, keyRows, hidden, shapeOf } = measure(inputs, attributes);
  const shape = shapeOf(1, 2);
  if (shape === undefined || keyRows === 0) return undefined;
  const [states, logSums] = [gpu.output([rows, hidden]), gpu.output([rows, numHeads])];
  if (rows === 0) return [states, logSums];
  const plan = planQueries(layout, shape.rows, planHead(attributes, rows));
  withJoinedQueries(inputs, (queries) => {
    run(gpu, "forward", shape, forwardWgsl, plan, (words) => {
      return [queries, inputs.key, inputs.value, words, states, logSums];
    });
  });
  return [states, logSums];
}

export interface SequenceAttentionGradientInputs extends SequenceAttentionInputs {
  readonly dy: tf.Tensor2D;
  /** What the way there gave. */
  readonly states?: tf.Tensor2D;
  readonly logSums?: tf.Tensor2D;
}

/** Gradients of the inputs that are given, in their order. Two passes, one for queries and one for keys. */
export function sequenceAttentionGradientWebGpu(
  gpu: WebGpu,
  { dy, states, logSums, ...inputs }: SequenceAttentionGradientInputs,
  attributes: SequenceAttentionAttributes,
): tf.TensorInfo[] | undefined {
  const { numHeads, layout } = attributes;
  const { rows, keyRows, hidden, numQueries, shapeOf } = measure(inputs, attributes);
  const [queryShape, keyShape] = [shapeOf(2, 1), shapeOf(2, 2)];
  if (logSums === undefined || states === undefined || rows === 0) return undefined;
  if (queryShape === undefined || keyShape === undefined) return undefined;
  const head = planHead(attributes, rows);
  const statistics = gpu.scratch([rows, numHeads, 2]);
  const delta = { key: shapeKey("attention delta", keyShape), code: () => deltaWgsl(keyShape) };
  const groups = [Math.ceil(rows / deltaThreads), numHeads] as const;
  gpu.dispatch(delta, [dy, states, logSums, statistics], groups);
  const dQueries = gpu.output([numQueries * rows, hidden]);
  const [dKey, dValue] = [gpu.output([keyRows, hidden]), gpu.output([keyRows, hidden])];
  withJoinedQueries(inputs, (queries) => {
    const operands = [queries, inputs.key, inputs.value, dy, statistics] as const;
    const queryPlan = planQueries(layout, queryShape.rows, head);
    run(gpu, "query gradient", queryShape, queryGradientWgsl, queryPlan, (plan) => {
      return [...operands, plan, dQueries];
    });
    const keyPlan = planKeys(layout, keyShape.rows, head);
    run(gpu, "key gradient", keyShape, keyGradientWgsl, keyPlan, (plan) => {
      return [...operands, plan, dKey, dValue];
    });
  });
  const split = numQueries === 1 ? { query: dQueries } : splitQueries(dQueries, inputs);
  const gradients: Record<string, tf.TensorInfo> = { ...split, key: dKey, value: dValue };
  return Object.keys(inputs).map((name) => gradients[name]!);
}

function planHead(attributes: SequenceAttentionAttributes, queryRows: number): PlanHead {
  return { site: dropoutWords(attributes), queryRows, rowKeys: attributes.rowKeys };
}

function measure(inputs: SequenceAttentionInputs, { layout, numHeads }: SequenceAttentionAttributes) {
  const hidden = inputs.value.shape[1];
  const numQueries = inputs.query === undefined ? 2 : 1;
  return {
    rows: numWordRows(layout.queries) + numEntityRows(layout.queries),
    keyRows: inputs.value.shape[0],
    hidden,
    numQueries,
    shapeOf(rowTiles: number, scores: number): AttentionShape | undefined {
      const tile = attentionTile(hidden / numHeads, rowTiles, scores);
      return tile && { ...tile, numHeads, numQueries };
    },
  };
}

function run(
  gpu: WebGpu,
  name: string,
  shape: AttentionShape,
  code: (shape: AttentionShape) => string,
  plan: AttentionPlan,
  buffers: (plan: tf.TensorInfo) => tf.TensorInfo[],
): void {
  if (plan.tiles === 0) return;
  const shader = { key: shapeKey(`attention ${name}`, shape), code: () => code(shape) };
  gpu.dispatch(shader, buffers(gpu.integers(plan.words)), [plan.tiles, shape.numHeads]);
}

/** [query rows, hidden], or for words and then for entities [2 · query rows, hidden] */
function withJoinedQueries(inputs: SequenceAttentionInputs, use: (queries: tf.Tensor2D) => void): void {
  if (inputs.query !== undefined) {
    use(inputs.query);
    return;
  }
  const parts = joinOrder.map((name) => inputs[name]).filter((part) => part !== undefined && part.size > 0);
  const joined = tf.concat(parts as tf.Tensor2D[], 0);
  use(joined);
  joined.dispose();
}

/** The gradients of the four queries out of one tensor, in the order in which they were joined. */
function splitQueries(joined: tf.TensorInfo, inputs: SequenceAttentionInputs): Record<string, tf.Tensor> {
  const tensor = tf.engine().makeTensorFromTensorInfo(joined) as tf.Tensor2D;
  const gradients: Record<string, tf.Tensor> = {};
  let row = 0;
  for (const name of joinOrder) {
    const shape = inputs[name]?.shape;
    if (shape === undefined) continue;
    gradients[name] = tf.slice(tensor, [row, 0], shape);
    row += shape[0];
  }
  tensor.dispose();
  return gradients;
}

const joinOrder = [
  "wordToWordQuery",
  "entityToWordQuery",
  "wordToEntityQuery",
  "entityToEntityQuery",
] as const;
