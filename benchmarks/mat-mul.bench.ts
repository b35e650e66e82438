/**
 * Claim: on WebAssembly our matrix product is several times the stock one wherever the stock one is slow: with a
 * transpose (every weight of a linear layer) and with batches (every attention head).
 *
 * Method: both sides in one process, interleaved, the result read back; GFLOP/s of the median.
 */
import { useBackend } from "@lukejs/backend";
import { matMul } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { name } = await useBackend("wasm");
if (name !== "wasm") throw new Error(`this benchmark is about wasm, found ${name}`);

interface Shape {
  readonly a: number[];
  readonly b: number[];
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly flops: number;
}

// Sizes of the bundled model: 8 texts of 64 tokens, hidden 192, 4 heads.
const [rows, hidden, wide, batch, heads, head, tokens] = [512, 192, 768, 8, 4, 48, 64];
const shapes: Readonly<Record<string, Shape>> = {
  "plain [512,192]×[192,768]": { a: [rows, hidden], b: [hidden, wide], flops: 2 * rows * hidden * wide },
  "linear [512,192]×[768,192]ᵀ": {
    a: [rows, hidden],
    b: [wide, hidden],
    transposeB: true,
    flops: 2 * rows * hidden * wide,
  },
  "weight gradient [512,192]ᵀ×[512,768]": {
    a: [rows, hidden],
    b: [rows, wide],
    transposeA: true,
    flops: 2 * rows * hidden * wide,
  },
  "attention [8,4,64,48]×[8,4,64,48]ᵀ": {
    a: [batch, heads, tokens, head],
    b: [batch, heads, tokens, head],
    transposeB: true,
    flops: 2 * batch * heads * tokens * tokens * head,
  },
};

const figures: Record<string, number | string> = {};
for (const [shape, { a, b, transposeA = false, transposeB = false, flops }] of Object.entries(shapes)) {
  const left = tf.randomNormal(a, 0, 1, "float32", 1);
  const right = tf.randomNormal(b, 0, 1, "float32", 2);
  const repeats = Math.ceil(4e8 / flops);
  const side = (product: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor) => async (): Promise<void> => {
    for (let i = 0; i < repeats; i++) {
      const out = product(left, right);
      if (i === repeats - 1) await out.data();
      out.dispose();
    }
  };
  const timings = await interleave({
    ours: side((x, y) => matMul(x, y, transposeA, transposeB)),
    stock: side((x, y) => tf.matMul(x, y, transposeA, transposeB)),
  });
  const rate = (seconds: number): number => (flops * repeats) / seconds / 1e9;
  figures[`${shape}: GFLOP/s, ours`] = rate(timings.ours.median);
  figures[`${shape}: GFLOP/s, stock`] = rate(timings.stock.median);
  figures[`${shape}: ratio of medians`] = timings.stock.median / timings.ours.median;
  figures[`${shape}: ratio of minima`] = timings.stock.minimum / timings.ours.minimum;
  tf.dispose([left, right]);
}
reportBenchmark("mat-mul", "wasm: our matrix product against the stock one", figures);
