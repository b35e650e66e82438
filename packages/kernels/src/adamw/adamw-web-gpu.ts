import * as tf from "@tensorflow/tfjs-core";
import { buffersWgsl, elementGroups, elementShader } from "../web-gpu/rows-wgsl.ts";
import { floatBits, WebGpu } from "../web-gpu/web-gpu.ts";
import type { AdamWCoefficients, AdamWMoments } from "./adamw-update.ts";

const shader = elementShader(
  "adamw",
  /* wgsl */ `
struct Settings {
  size: u32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  rate: f32,
  root: f32,
  epsilon: f32,
  before: f32,
  after: f32,
}
${buffersWgsl(
  [
    "variable: array<f32>",
    "first: array<f32>",
    "second: array<f32>",
    "gradient: array<f32>",
    "settings: Settings",
  ],
  ["new_variable: array<f32>", "new_first: array<f32>", "new_second: array<f32>"],
)}`,
  "settings.size",
  /* wgsl */ `
  let slope = gradient[element];
  let mean = settings.beta1 * first[element] + settings.rest1 * slope;
  let square = settings.beta2 * second[element] + settings.rest2 * slope * slope;
  let step = settings.rate * mean / (sqrt(square) * settings.root + settings.epsilon);
  new_variable[element] = (variable[element] * settings.before - step) * settings.after;
  new_first[element] = mean;
  new_second[element] = square;`,
);

/**
 * One pass. Results get buffers of their own, which the backend takes from its pool: what others see of a variable's
 * memory, also on the host where it was read, stays.
 */
export function adamWWebGpu(
  variable: tf.Variable,
  moments: AdamWMoments,
  gradient: tf.Tensor,
  { beta1, beta2, rate, root, epsilon, before, after }: AdamWCoefficients,
): void {
  const { shape, size } = variable;
  const factors = [beta1, beta2, 1 - beta1, 1 - beta2, rate, root, epsilon, before, after];
  const written = [variable, moments.first, moments.second];
  const results = WebGpu.run(tf.backend(), (gpu) => {
    const outputs = written.map(() => gpu.output(shape));
    const settings = gpu.integers(Int32Array.of(size, ...factors.map(floatBits)));
    gpu.dispatch(shader, [...written, gradient, settings, ...outputs], elementGroups(size));
    return outputs;
  });
  for (const [i, result] of results.entries()) {
    const tensor = tf.engine().makeTensorFromTensorInfo(result);
    written[i]!.assign(tensor);
    tensor.dispose();
  }
}
