import type * as tf from "@tensorflow/tfjs-core";
import { buffersWgsl, rowGroups, rowShader } from "../web-gpu/rows-wgsl.ts";
import { floatBits, type WebGpu } from "../web-gpu/web-gpu.ts";

const struct = /* wgsl */ `
struct Settings {
  rows: u32,
  columns: u32,
  scale: f32,
  rows_per_bias: u32,
}
`;

const [plain, biased] = [false, true].map((withBias) => {
  const inputs = ["x: array<f32>", withBias ? "bias: array<f32>" : undefined, "settings: Settings"];
  const added = withBias ? " + bias[row / settings.rows_per_bias * settings.columns + i]" : "";
  return rowShader(
    `softmax${withBias ? " with bias" : ""}`,
    /* wgsl */ `${struct}${buffersWgsl(inputs, ["y: array<f32>"])}
fn score(row: u32, i: u32) -> f32 {
  return x[row * settings.columns + i] * settings.scale${added};
}
`,
    "settings.rows",
    /* wgsl */ `
  var highest = -3.4028234e38f;
  for (var i = lane; i < settings.columns; i += THREADS) {
    highest = max(highest, score(row, i));
  }
  highest = row_max(highest, lane);
  var sum = 0.0;
  for (var i = lane; i < settings.columns; i += THREADS) {
    let weight = exp(score(row, i) - highest);
    y[row * settings.columns + i] = weight;
    sum += weight;
  }
  sum = row_sum(sum, lane);
  for (var i = lane; i < settings.columns; i += THREADS) {
    y[row * settings.columns + i] /= sum;
  }`,
  );
}) as [ReturnType<typeof rowShader>, ReturnType<typeof rowShader>];

const gradient = rowShader(
  "softmax gradient",
  `${struct}${buffersWgsl(["dy: array<f32>", "y: array<f32>", "settings: Settings"], ["dx: array<f32>"])}`,
  "settings.rows",
  /* wgsl */ `
  var along = 0.0;
  for (var i = lane; i < settings.columns; i += THREADS) {
    along += dy[row * settings.columns + i] * y[row * settings.columns + i];
  }
  along = row_sum(along, lane);
  for (var i = lane; i < settings.columns; i += THREADS) {
    let at = row * settings.columns + i;
    dx[at] = (dy[at] - along) * y[at] * settings.scale;
  }`,
);

/** `softmax(x · scale + bias)` over the last axis. */
export function softmaxWebGpu(
  gpu: WebGpu,
  x: tf.Tensor,
  bias: tf.Tensor | undefined,
  scale: number,
): tf.TensorInfo {
  const y = gpu.output(x.shape);
  if (x.size === 0) return y;
  const shader = bias === undefined ? plain : biased;
  const rowsPerBias = bias === undefined ? 1 : x.size / bias.size;
  const { settings, groups } = settingsOf(gpu, x, scale, rowsPerBias);
  gpu.dispatch(shader, [x, ...(bias === undefined ? [] : [bias]), settings, y], groups);
  return y;
}

export function softmaxGradientWebGpu(
  gpu: WebGpu,
  dy: tf.Tensor,
  y: tf.Tensor,
  scale: number,
): tf.TensorInfo {
  const dx = gpu.output(y.shape);
  if (y.size === 0) return dx;
  const { settings, groups } = settingsOf(gpu, y, scale, 1);
  gpu.dispatch(gradient, [dy, y, settings, dx], groups);
  return dx;
}

function settingsOf(gpu: WebGpu, { size, shape }: tf.Tensor, scale: number, rowsPerBias: number) {
  const columns = shape.at(-1)!;
  const rows = size / columns;
  return {
    settings: gpu.integers(Int32Array.of(rows, columns, floatBits(scale), rowsPerBias)),
    groups: rowGroups(rows),
  };
}
