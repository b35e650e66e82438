import type * as tf from "@tensorflow/tfjs-core";
import { columnSumWebGpu } from "../linear/column-sum-web-gpu.ts";
import { buffersWgsl, elementGroups, elementShader } from "../web-gpu/rows-wgsl.ts";
import type { Shader, WebGpu } from "../web-gpu/web-gpu.ts";

interface Operands {
  readonly x: tf.Tensor;
  readonly bias?: tf.Tensor1D;
}

/** x · Φ(x), of x + bias where there is one. */
export function geluWebGpu(gpu: WebGpu, { x, bias }: Operands): tf.TensorInfo {
  return pointwise(gpu, forward[bias === undefined ? 0 : 1], [x, bias], x);
}

/** dy · (Φ(x) + x · φ(x)), and its sum over rows where there is a bias. */
export function geluGradientWebGpu(
  gpu: WebGpu,
  { dy, x, bias }: Operands & { readonly dy: tf.Tensor },
): tf.TensorInfo[] | undefined {
  if (x.size === 0) return undefined;
  const dx = pointwise(gpu, backward[bias === undefined ? 0 : 1], [x, bias, dy], x);
  return bias === undefined ? [dx] : [dx, columnSumWebGpu(gpu, dx)];
}

function pointwise(
  gpu: WebGpu,
  shader: Shader,
  inputs: readonly (tf.Tensor | undefined)[],
  { shape, size }: tf.Tensor,
): tf.TensorInfo {
  const result = gpu.output(shape);
  if (size === 0) return result;
  const settings = gpu.integers(Int32Array.of(size, shape.at(-1) ?? 1));
  const given = inputs.filter((input) => input !== undefined);
  gpu.dispatch(shader, [...given, settings, result], elementGroups(size));
  return result;
}

const functions = /* wgsl */ `
struct Settings {
  size: u32,
  columns: u32,
}

/// The standard normal's cumulative distribution, by formula 7.1.26 of Abramowitz and Stegun: within 1e-7.
fn cumulative(x: f32) -> f32 {
  let z = abs(x) * ${Math.SQRT1_2}f;
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  let tail = 0.5 * series * exp(-z * z);
  return select(1.0 - tail, tail, x < 0.0);
}

fn density(x: f32) -> f32 {
  return exp(-0.5 * x * x) * ${1 / Math.sqrt(2 * Math.PI)}f;
}
`;

function shaderOf(name: string, withBias: boolean, operands: readonly string[], value: string): Shader {
  const inputs = ["x: array<f32>", withBias ? "bias: array<f32>" : undefined, ...operands];
  return elementShader(
    `${name}${withBias ? " with bias" : ""}`,
    `${functions}${buffersWgsl([...inputs, "settings: Settings"], ["result: array<f32>"])}`,
    "settings.size",
    `  let input = x[element]${withBias ? " + bias[element % settings.columns]" : ""};
  result[element] = ${value};`,
  );
}

const forward = [false, true].map((withBias) =>
  shaderOf("gelu", withBias, [], "input * cumulative(input)"),
) as [Shader, Shader];

const backward = [false, true].map((withBias) =>
  shaderOf(
    "gelu gradient",
    withBias,
    ["dy: array<f32>"],
    "dy[element] * (cumulative(input) + input * density(input))",
  ),
) as [Shader, Shader];
