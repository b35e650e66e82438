import * as tf from "@tensorflow/tfjs-core";
import { buffersWgsl, elementGroups, elementShader } from "../web-gpu/rows-wgsl.ts";
import { floatBits, type WebGpu } from "../web-gpu/web-gpu.ts";
import { dropoutThreshold } from "./dropout-mask.ts";
import type { DropoutSite } from "./dropout-native.ts";

/** `dropoutHash` in WGSL. */
export const dropoutWgsl = /* wgsl */ `
fn dropout_hash(element: u32, seed: u32) -> u32 {
  var h = (element ^ seed) * 0x9e3779b1u;
  h = (h ^ (h >> 15u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u) ^ seed) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}`;

/**
 * Whether an element stays, in shaders whose `settings` hold a site and the keys of rows as `row_keys: array<u32>`,
 * which is empty or not by `keyed: u32`.
 */
export const dropoutStaysWgsl = /* wgsl */ `
fn stays(row: u32, column: u32, columns: u32) -> bool {
  if (settings.keyed == 0u) {
    return dropout_hash(row * columns + column, settings.seed) >= settings.threshold;
  }
  return dropout_hash(column, dropout_hash(settings.row_keys[row], settings.seed)) >= settings.threshold;
}`;

/** What comes last in `settings` of such shaders: `keyed` and `row_keys`. */
export function rowKeyWords({ rate, rowKeys = new Uint32Array(0) }: DropoutSite): number[] {
  return rate === 0 || rowKeys.length === 0 ? [0, 0] : [1, ...rowKeys];
}

/** As shaders read a site: `seed: u32`, `threshold: u32` (0 drops nothing) and `keep: f32`, the factor of what stays. */
export function dropoutWords({ rate, seed }: DropoutSite): [seed: number, threshold: number, keep: number] {
  return [seed | 0, rate === 0 ? 0 : dropoutThreshold(rate) | 0, floatBits(1 / (1 - rate))];
}

const struct = /* wgsl */ `
struct Settings {
  seed: u32,
  threshold: u32,
  keep: f32,
  size: u32,
  columns: u32,
  keyed: u32,
  row_keys: array<u32>,
}
`;

const shader = elementShader(
  "dropout",
  `${dropoutWgsl}${struct}${buffersWgsl(["x: array<f32>", "settings: Settings"], ["y: array<f32>"])}${dropoutStaysWgsl}`,
  "settings.size",
  /* wgsl */ `
  let kept = stays(element / settings.columns, element % settings.columns, settings.columns);
  y[element] = select(0.0, x[element] * settings.keep, kept);`,
);

export function dropoutWebGpu(gpu: WebGpu, x: tf.TensorInfo, site: DropoutSite): tf.TensorInfo {
  const y = gpu.output(x.shape);
  const size = tf.util.sizeFromShape(x.shape);
  if (size === 0) return y;
  const settings = gpu.integers(
    Int32Array.from([...dropoutWords(site), size, x.shape.at(-1) ?? 1, ...rowKeyWords(site)]),
  );
  gpu.dispatch(shader, [x, settings, y], elementGroups(size));
  return y;
}
