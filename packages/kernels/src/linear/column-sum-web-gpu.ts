import type * as tf from "@tensorflow/tfjs-core";
import type { Shader, WebGpu } from "../web-gpu/web-gpu.ts";

/** Columns of a workgroup, and rows that it reads at a time. */
const width = 16;

/**
 * A shader that sums over rows: `value` is an expression of `row`, `column` and `at`, the place of an element, for each
 * of `sums`, which are the last buffers declared.
 */
export function columnSumShader(
  key: string,
  declarations: string,
  { rows, columns }: { readonly rows: string; readonly columns: string },
  sums: readonly { readonly name: string; readonly value: string }[],
): Shader {
  const each = (line: (sum: { name: string; value: string }) => string): string => sums.map(line).join("\n");
  const code = () => /* wgsl */ `${declarations}
${each(({ name }) => `var<workgroup> partial_${name}: array<f32, ${width * width}>;`)}

@compute @workgroup_size(${width}, ${width})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let column = group.x * ${width}u + local.x;
${each(({ name }) => `  var sum_${name} = 0.0;`)}
  if (column < ${columns}) {
    for (var row = local.y; row < ${rows}; row += ${width}u) {
      let at = row * ${columns} + column;
${each(({ name, value }) => `      sum_${name} += ${value};`)}
    }
  }
${each(({ name }) => `  partial_${name}[thread] = sum_${name};`)}
  workgroupBarrier();
  if (local.y == 0u && column < ${columns}) {
    for (var i = 1u; i < ${width}u; i++) {
${each(({ name }) => `      sum_${name} += partial_${name}[i * ${width}u + local.x];`)}
    }
${each(({ name }) => `    ${name}[column] = sum_${name};`)}
  }
}`;
  return { key, code };
}

export function columnGroups(columns: number): [x: number] {
  return [Math.ceil(columns / width)];
}

const shader = columnSumShader(
  "column sum",
  /* wgsl */ `
struct Settings {
  rows: u32,
  columns: u32,
}
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> settings: Settings;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;`,
  { rows: "settings.rows", columns: "settings.columns" },
  [{ name: "sums", value: "x[at]" }],
);

/** [..., columns] → [columns]; x has elements */
export function columnSumWebGpu(gpu: WebGpu, x: tf.TensorInfo): tf.TensorInfo {
  const columns = x.shape.at(-1)!;
  const rows = x.shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const sums = gpu.output([columns]);
  gpu.dispatch(shader, [x, gpu.integers(Int32Array.of(rows, columns)), sums], columnGroups(columns));
  return sums;
}
