import { type AttentionShape, attentionWgsl } from "./attention-wgsl.ts";

export const deltaThreads = 64;

/**
 * For each query row and head its logarithm of the sum, and `Σ dy · state`: the mean of the gradients of the
 * probabilities, which softmax takes off each. [query rows, heads, 2]
 */
export function deltaWgsl(shape: AttentionShape): string {
  return /* wgsl */ `${attentionWgsl(shape)}
@group(0) @binding(0) var<storage, read> dy: array<Part>; // [query rows, hidden]
@group(0) @binding(1) var<storage, read> states: array<Part>; // [query rows, hidden]
@group(0) @binding(2) var<storage, read> log_sums: array<f32>; // [query rows, heads]
@group(0) @binding(3) var<storage, read_write> statistics: array<vec2<f32>>;

@compute @workgroup_size(${deltaThreads})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let row = i32(id.x);
  let head = i32(id.y);
  if (row * HEADS >= i32(arrayLength(&log_sums))) {
    return;
  }
  var delta = 0.0;
  for (var part = 0; part < PARTS; part++) {
    delta += product(dy[place(row, head, part)], states[place(row, head, part)]);
  }
  statistics[row * HEADS + head] = vec2(log_sums[row * HEADS + head], delta);
}`;
}
