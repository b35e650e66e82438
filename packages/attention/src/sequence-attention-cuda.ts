/** The op on NVIDIA GPUs: queries side by side in one tensor, the plan of tiles that the shaders of WebGPU read too. */
import { dropoutWords, type NativeOps, type NativeTensor, servesCuda } from "@lukejs/kernels";
import type { SequenceAttentionAttributes, SequenceAttentionInputs } from "./sequence-attention.ts";
import { numEntityRows, numWordRows } from "./sequence-layout.ts";
import { planKeys, planQueries } from "./webgpu/attention-plan.ts";
import type { SequenceAttentionGradientInputs } from "./webgpu/sequence-attention-web-gpu.ts";

/** Rows of a tile on both sides, as the source has them. */
const tileRows = 16;

const joinOrder = [
  "wordToWordQuery",
  "entityToWordQuery",
  "wordToEntityQuery",
  "entityToEntityQuery",
] as const;

/** The states, [query rows, hidden], and the logarithm of each row's sum of exponentials, [query rows, heads]. */
export function sequenceAttentionCuda(
  ops: NativeOps,
  inputs: SequenceAttentionInputs,
  attributes: SequenceAttentionAttributes,
): readonly NativeTensor[] | undefined {
  if (!servesHere(ops, inputs, attributes)) return undefined;
  const { plan, queries, sizes } = operandsOf(ops, inputs, attributes);
  const operands = [queries, inputs.key, inputs.value, plan(planQueries), sizes];
  return ops.library("LukeCudaAttention", operands, 2);
}

/** Gradients of the inputs that are given, in their order. */
export function sequenceAttentionGradientCuda(
  ops: NativeOps,
  { dy, states, logSums, ...inputs }: SequenceAttentionGradientInputs,
  attributes: SequenceAttentionAttributes,
): readonly NativeTensor[] | undefined {
  if (states === undefined || logSums === undefined) return undefined;
  if (!servesHere(ops, inputs, attributes)) return undefined;
  const { plan, queries, sizes } = operandsOf(ops, inputs, attributes);
  const operands = [queries, inputs.key, inputs.value, dy, states, logSums];
  const [dQueries, key, value] = ops.library(
    "LukeCudaAttentionGrad",
    [...operands, plan(planQueries), plan(planKeys), sizes],
    4,
  ) as [NativeTensor, NativeTensor, NativeTensor];
  const gradients: Record<string, NativeTensor> = { query: dQueries, key, value };
  let row = 0;
  for (const name of joinOrder) {
    const shape = inputs[name]?.shape;
    if (shape === undefined) continue;
    gradients[name] = ops.sliceRows(dQueries.id, row, shape);
    row += shape[0];
  }
  return Object.keys(inputs).map((name) => gradients[name]!);
}

/** Where there is nothing to attend to, the definition is as good. */
function servesHere(
  ops: NativeOps,
  { value }: SequenceAttentionInputs,
  { layout, numHeads }: SequenceAttentionAttributes,
): boolean {
  const rows = numWordRows(layout.queries) + numEntityRows(layout.queries);
  return rows > 0 && value.shape[0] > 0 && servesCuda(ops.backend, value.shape[1] / numHeads);
}

function operandsOf(
  ops: NativeOps,
  inputs: SequenceAttentionInputs,
  { layout, numHeads, ...site }: SequenceAttentionAttributes,
) {
  const queryRows = numWordRows(layout.queries) + numEntityRows(layout.queries);
  const head = { site: dropoutWords(site), queryRows, rowKeys: site.rowKeys };
  const parts = joinOrder.map((name) => inputs[name]).filter((part) => part !== undefined && part.size > 0);
  return {
    plan: (of: typeof planQueries): number => ops.integerVector(of(layout, tileRows, head).words),
    /** [query rows, hidden], or for words and then for entities [2 · query rows, hidden] */
    queries: inputs.query ?? ops.concatRows(parts.map((part) => ops.of(part!))).id,
    sizes: ops.integers(numHeads, inputs.query === undefined ? 2 : 1),
  };
}
