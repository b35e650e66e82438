import type * as tf from "@tensorflow/tfjs-core";
import type { DropoutSite } from "../dropout/dropout-native.ts";
import {
  dropoutStaysWgsl,
  dropoutWebGpu,
  dropoutWgsl,
  dropoutWords,
  rowKeyWords,
} from "../dropout/dropout-web-gpu.ts";
import { columnGroups, columnSumShader, columnSumWebGpu } from "../linear/column-sum-web-gpu.ts";
import { buffersWgsl, rowGroups, rowShader } from "../web-gpu/rows-wgsl.ts";
import { floatBits, type Shader, type WebGpu } from "../web-gpu/web-gpu.ts";

interface Operands {
  readonly x: tf.Tensor;
  readonly residual?: tf.Tensor;
  readonly bias?: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
}

/** norm(dropout(x + bias) + residual); and each row's mean and inverse deviation, [..., 2]. */
export function layerNormWebGpu(
  gpu: WebGpu,
  { x, residual, bias, scale, shift }: Operands & { readonly shift: tf.Tensor1D },
  epsilon: number,
  site: DropoutSite,
): tf.TensorInfo[] | undefined {
  if (x.size === 0) return undefined;
  const { settings, rows, inputs, shaders } = prepare(gpu, { x, residual, bias }, epsilon, site);
  const [y, stats] = [gpu.output(x.shape), gpu.output([...x.shape.slice(0, -1), 2])];
  gpu.dispatch(shaders.forward, [...inputs, settings, scale, shift, y, stats], rowGroups(rows));
  return [y, stats];
}

/** Gradients of x, scale, shift; of the residual where dropout sets it apart from x's; of the bias if there is one. */
export function layerNormGradientWebGpu(
  gpu: WebGpu,
  { dy, x, residual, bias, stats, scale }: Operands & { readonly dy: tf.Tensor; readonly stats: tf.Tensor },
  site: DropoutSite,
): tf.TensorInfo[] | undefined {
  if (x.size === 0) return undefined;
  const { settings, rows, inputs, shaders } = prepare(gpu, { x, residual, bias }, 0, site);
  const hidden = x.shape.at(-1)!;
  const dSum = gpu.output(x.shape);
  gpu.dispatch(shaders.backward, [...inputs, settings, dy, stats, scale, dSum], rowGroups(rows));
  const [dScale, dShift] = [gpu.output([hidden]), gpu.output([hidden])];
  gpu.dispatch(shaders.columns, [...inputs, settings, dy, stats, dScale, dShift], columnGroups(hidden));
  const apart = residual !== undefined && site.rate !== 0;
  const dx = apart ? dropoutWebGpu(gpu, dSum, site) : dSum;
  const dBias = bias === undefined ? [] : [columnSumWebGpu(gpu, dx)];
  return [dx, dScale, dShift, ...(apart ? [dSum] : []), ...dBias];
}

interface Summands {
  readonly x: tf.Tensor;
  readonly residual: tf.Tensor | undefined;
  readonly bias: tf.Tensor1D | undefined;
}

function prepare(gpu: WebGpu, { x, residual, bias }: Summands, epsilon: number, site: DropoutSite) {
  const hidden = x.shape.at(-1)!;
  const rows = x.size / hidden;
  const variant = `${residual === undefined ? "" : " + residual"}${bias === undefined ? "" : " + bias"}`;
  let shaders = variants.get(variant);
  if (shaders === undefined) {
    variants.set(variant, (shaders = shadersOf(variant, residual !== undefined, bias !== undefined)));
  }
  return {
    settings: gpu.integers(
      Int32Array.from([...dropoutWords(site), rows, hidden, floatBits(epsilon), ...rowKeyWords(site)]),
    ),
    rows,
    inputs: [x, residual, bias].filter((input) => input !== undefined),
    shaders,
  };
}

interface Shaders {
  readonly forward: Shader;
  readonly backward: Shader;
  readonly columns: Shader;
}

const variants = new Map<string, Shaders>();

function shadersOf(variant: string, withResidual: boolean, withBias: boolean): Shaders {
  const declare = (
    inputs: readonly string[],
    outputs: readonly string[],
  ): string => /* wgsl */ `${dropoutWgsl}
struct Settings {
  seed: u32,
  threshold: u32,
  keep: f32,
  rows: u32,
  hidden: u32,
  epsilon: f32,
  keyed: u32,
  row_keys: array<u32>,
}
${buffersWgsl(
  [
    "x: array<f32>",
    withResidual ? "residual: array<f32>" : undefined,
    withBias ? "bias: array<f32>" : undefined,
    "settings: Settings",
    ...inputs,
  ],
  outputs,
)}
${dropoutStaysWgsl}
/// What is normalised.
fn summed(row: u32, column: u32) -> f32 {
  let at = row * settings.hidden + column;
  let moved = x[at]${withBias ? " + bias[column]" : ""};
  let kept = stays(row, column, settings.hidden);
  return select(0.0, moved * settings.keep, kept)${withResidual ? " + residual[at]" : ""};
}
`;
  return {
    forward: rowShader(
      `layer norm${variant}`,
      declare(["scale: array<f32>", "shift: array<f32>"], ["y: array<f32>", "stats: array<f32>"]),
      "settings.rows",
      /* wgsl */ `
  let first = row * settings.hidden;
  var total = 0.0;
  for (var i = lane; i < settings.hidden; i += THREADS) {
    let value = summed(row, i);
    y[first + i] = value;
    total += value;
  }
  let mean = row_sum(total, lane) / f32(settings.hidden);
  var squares = 0.0;
  for (var i = lane; i < settings.hidden; i += THREADS) {
    let centred = y[first + i] - mean;
    squares += centred * centred;
  }
  let inverse = inverseSqrt(row_sum(squares, lane) / f32(settings.hidden) + settings.epsilon);
  for (var i = lane; i < settings.hidden; i += THREADS) {
    y[first + i] = (y[first + i] - mean) * inverse * scale[i] + shift[i];
  }
  if (lane == 0u) {
    stats[2u * row] = mean;
    stats[2u * row + 1u] = inverse;
  }`,
    ),
    backward: rowShader(
      `layer norm gradient${variant}`,
      declare(["dy: array<f32>", "stats: array<f32>", "scale: array<f32>"], ["gradient: array<f32>"]),
      "settings.rows",
      /* wgsl */ `
  let first = row * settings.hidden;
  let mean = stats[2u * row];
  let inverse = stats[2u * row + 1u];
  var total = 0.0;
  var along = 0.0;
  for (var i = lane; i < settings.hidden; i += THREADS) {
    let d = dy[first + i] * scale[i];
    total += d;
    along += d * (summed(row, i) - mean) * inverse;
  }
  total = row_sum(total, lane) / f32(settings.hidden);
  along = row_sum(along, lane) / f32(settings.hidden);
  for (var i = lane; i < settings.hidden; i += THREADS) {
    let normal = (summed(row, i) - mean) * inverse;
    gradient[first + i] = inverse * (dy[first + i] * scale[i] - total - normal * along);
  }`,
    ),
    columns: columnSumShader(
      `layer norm column gradients${variant}`,
      declare(["dy: array<f32>", "stats: array<f32>"], ["d_scale: array<f32>", "d_shift: array<f32>"]),
      { rows: "settings.rows", columns: "settings.hidden" },
      [
        { name: "d_scale", value: "dy[at] * (summed(row, column) - stats[2u * row]) * stats[2u * row + 1u]" },
        { name: "d_shift", value: "dy[at]" },
      ],
    ),
  };
}
