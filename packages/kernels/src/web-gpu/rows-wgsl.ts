import type { Shader } from "./web-gpu.ts";

/** Threads of a workgroup that works on a row, or on as many elements. */
const threads = 64;
/** Workgroups that a device takes along an axis. */
const maxGroups = 65_535;

/** Workgroups for `count` rows: shaders find theirs with `group_index`. */
export function rowGroups(count: number): [x: number, y: number] {
  return [Math.min(count, maxGroups), Math.ceil(count / maxGroups)];
}

/** As `rowGroups`, a thread for each of `count` elements. */
export function elementGroups(count: number): [x: number, y: number] {
  return rowGroups(Math.ceil(count / threads));
}

const common = /* wgsl */ `
const THREADS = ${threads}u;

fn group_index(group: vec3<u32>) -> u32 {
  return group.y * ${maxGroups}u + group.x;
}
`;

/**
 * A shader with a workgroup for each row. `body` has `row` and `lane`, one of THREADS, and may call `row_sum` and
 * `row_max` of a number of each lane; `rows` says how many rows there are.
 */
export function rowShader(key: string, declarations: string, rows: string, body: string): Shader {
  const code = () => /* wgsl */ `${common}
var<workgroup> partial: array<f32, THREADS>;

fn row_sum(value: f32, lane: u32) -> f32 {
  partial[lane] = value;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      partial[lane] += partial[lane + half];
    }
    workgroupBarrier();
  }
  let sum = partial[0];
  workgroupBarrier();
  return sum;
}

fn row_max(value: f32, lane: u32) -> f32 {
  partial[lane] = value;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      partial[lane] = max(partial[lane], partial[lane + half]);
    }
    workgroupBarrier();
  }
  let highest = partial[0];
  workgroupBarrier();
  return highest;
}
${declarations}
@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group_index(group);
  if (row >= ${rows}) {
    return;
  }
${body}
}`;
  return { key, code };
}

/** A shader with a thread for each of `size` elements: `body` has `element`. */
export function elementShader(key: string, declarations: string, size: string, body: string): Shader {
  const code = () => /* wgsl */ `${common}${declarations}
@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let element = group_index(group) * THREADS + lane;
  if (element >= ${size}) {
    return;
  }
${body}
}`;
  return { key, code };
}

/** Declares storage buffers in the order in which they are bound, each `name: type`; what is undefined is left out. */
export function buffersWgsl(
  inputs: readonly (string | undefined)[],
  outputs: readonly (string | undefined)[],
): string {
  const declare = (access: string) => (buffer: string) => `var<storage, ${access}> ${buffer};`;
  const present = (buffers: readonly (string | undefined)[]): string[] =>
    buffers.filter((buffer) => buffer !== undefined);
  const all = [...present(inputs).map(declare("read")), ...present(outputs).map(declare("read_write"))];
  return all.map((declaration, i) => `@group(0) @binding(${i}) ${declaration}\n`).join("");
}
