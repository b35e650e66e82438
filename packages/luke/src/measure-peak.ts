import { matMul } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Floating-point operations per second of a large matrix multiplication on the active backend: what a model can use
 * at best. The quickest of a few.
 */
export async function measurePeak(): Promise<number> {
  const size = tf.getBackend() === "tensorflow" ? 2048 : 512;
  const [a, b] = [tf.randomUniform([size, size]), tf.randomUniform([size, size])];
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    const product = matMul(a, b);
    await tf.tidy(() => tf.slice(product, [0, 0], [1, 1])).data();
    best = Math.min(best, (performance.now() - started) / 1000);
    product.dispose();
  }
  tf.dispose([a, b]);
  return (2 * size ** 3) / best;
}
