import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { NativeOps } from "../native-ops.ts";
import { columnSumWebGpu } from "./column-sum-web-gpu.ts";

const run = defineOp<{ readonly x: tf.Tensor }, object>({
  kernelName: "LukeColumnSum",
  plain: ({ x }) => tf.sum(tf.reshape(x, [x.size / x.shape.at(-1)!, x.shape.at(-1)!]), 0),
  wasm: (heap, { x }) => {
    const columns = x.shape.at(-1)!;
    const out = heap.output([columns]);
    heap.kernels.columnSum(heap.floats(x), heap.floats(out), x.size / columns, columns);
    return out;
  },
  webgpu: (gpu, { x }) => (x.size === 0 ? undefined : columnSumWebGpu(gpu, x)),
  tensorflow: ({ x }, _attributes, backend) =>
    NativeOps.run(backend, (ops) => [ops.call("BiasAddGrad", ops.of(x))]),
});

/** Sums over all axes but the last: the gradient of a bias. Has no gradient itself. [..., columns] → [columns] */
export function columnSum(x: tf.Tensor): tf.Tensor1D {
  return run({ x }, {})[0] as tf.Tensor1D;
}
