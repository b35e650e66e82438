import { type AttentionShape, attentionWgsl, planWgsl } from "./attention-wgsl.ts";

/** Gradients of a tile of keys of one kind, of their values, and one head; the query rows of the sequence pass by. */
export function keyGradientWgsl(shape: AttentionShape): string {
  return /* wgsl */ `${attentionWgsl(shape)}${planWgsl}
@group(0) @binding(0) var<storage, read> queries: array<Part>; // [queries · query rows, hidden]
@group(0) @binding(1) var<storage, read> keys: array<Part>; // [rows, hidden]
@group(0) @binding(2) var<storage, read> values: array<Part>; // [rows, hidden]
@group(0) @binding(3) var<storage, read> dy: array<Part>; // [query rows, hidden]
@group(0) @binding(4) var<storage, read> statistics: array<vec2<f32>>; // [query rows, heads]
@group(0) @binding(5) var<storage, read> plan: Plan;
@group(0) @binding(6) var<storage, read_write> key_gradients: array<Part>; // [rows, hidden]
@group(0) @binding(7) var<storage, read_write> value_gradients: array<Part>; // [rows, hidden]

var<workgroup> key_tile: array<Part, ROWS * PARTS>;
var<workgroup> value_tile: array<Part, ROWS * PARTS>;
var<workgroup> query_tile: array<Part, COLUMNS * COLUMN_STRIDE>;
var<workgroup> dy_tile: array<Part, COLUMNS * COLUMN_STRIDE>;
/// Gradients of the products of query and key, and probabilities after dropout.
var<workgroup> slopes: array<f32, ROWS * COLUMNS>;
var<workgroup> weights: array<f32, ROWS * COLUMNS>;

@compute @workgroup_size(COLUMNS, ROWS)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let tile = tile_at(group.x);
  let head = i32(group.y);
  let column = i32(local.x);
  let own = i32(local.y);
  let thread = i32(index);
  let last = select(tile.key_words, tile.key_entities, tile.kind == 1) - 1;
  let key = tile.first + own;
  let row = key_row(tile, tile.kind, min(key, last));
  let place_of_key = key + select(0, tile.key_words, tile.kind == 1);
  for (var i = thread; i < ROWS * PARTS; i += THREADS) {
    let at = place(key_row(tile, tile.kind, min(tile.first + i / PARTS, last)), head, i % PARTS);
    key_tile[i] = keys[at];
    value_tile[i] = values[at];
  }
  var key_gradient: array<Part, OWNED>;
  var value_gradient: array<Part, OWNED>;
  let count = tile.query_words + tile.query_entities;
  for (var start = 0; start < count; start += COLUMNS) {
    workgroupBarrier();
    for (var i = thread; i < COLUMNS * PARTS; i += THREADS) {
      let from_row = query_row(tile, min(start + i / PARTS, count - 1));
      let to = (i / PARTS) * COLUMN_STRIDE + i % PARTS;
      query_tile[to] = queries[query_place(plan.query_rows, from_row, tile.kind, head, i % PARTS)];
      dy_tile[to] = dy[place(from_row, head, i % PARTS)];
    }
    workgroupBarrier();
    let of_row = query_row(tile, min(start + column, count - 1));
    let log_sum_and_delta = statistics[of_row * HEADS + head];
    var score = 0.0;
    var slope = 0.0;
    for (var part = 0; part < PARTS; part++) {
      score += product(key_tile[own * PARTS + part], query_tile[column * COLUMN_STRIDE + part]);
      slope += product(value_tile[own * PARTS + part], dy_tile[column * COLUMN_STRIDE + part]);
    }
    let probability = select(0.0, exp(score * SCALE - log_sum_and_delta.x), start + column < count);
    let kept = select(0.0, plan.keep, stays(of_row, head, place_of_key));
    weights[own * COLUMNS + column] = probability * kept;
    slopes[own * COLUMNS + column] = probability * (slope * kept - log_sum_and_delta.y) * SCALE;
    workgroupBarrier();
    for (var i = 0; i < COLUMNS; i++) {
      for (var j = 0; j < OWNED; j++) {
        let part = column + j * COLUMNS;
        if (part < PARTS) {
          key_gradient[j] += slopes[own * COLUMNS + i] * query_tile[i * COLUMN_STRIDE + part];
          value_gradient[j] += weights[own * COLUMNS + i] * dy_tile[i * COLUMN_STRIDE + part];
        }
      }
    }
  }
  for (var i = 0; i < OWNED; i++) {
    let part = column + i * COLUMNS;
    if (part < PARTS && key <= last) {
      key_gradients[place(row, head, part)] = key_gradient[i];
      value_gradients[place(row, head, part)] = value_gradient[i];
    }
  }
}`;
}
