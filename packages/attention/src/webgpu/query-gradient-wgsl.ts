import { type AttentionShape, attentionWgsl, planWgsl } from "./attention-wgsl.ts";

/** Gradients of a tile of query rows and one head, for the queries of each kind of key; keys pass by as forward. */
export function queryGradientWgsl(shape: AttentionShape): string {
  return /* wgsl */ `${attentionWgsl(shape)}${planWgsl}
@group(0) @binding(0) var<storage, read> queries: array<Part>; // [queries · query rows, hidden]
@group(0) @binding(1) var<storage, read> keys: array<Part>; // [rows, hidden]
@group(0) @binding(2) var<storage, read> values: array<Part>; // [rows, hidden]
@group(0) @binding(3) var<storage, read> dy: array<Part>; // [query rows, hidden]
@group(0) @binding(4) var<storage, read> statistics: array<vec2<f32>>; // [query rows, heads]
@group(0) @binding(5) var<storage, read> plan: Plan;
@group(0) @binding(6) var<storage, read_write> gradients: array<Part>; // [queries · query rows, hidden]

var<workgroup> query_tile: array<Part, ROWS * PARTS>;
var<workgroup> dy_tile: array<Part, ROWS * PARTS>;
var<workgroup> key_tile: array<Part, COLUMNS * COLUMN_STRIDE>;
var<workgroup> value_tile: array<Part, COLUMNS * COLUMN_STRIDE>;
/// Gradients of the products of query and key.
var<workgroup> slopes: array<f32, ROWS * COLUMNS>;

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
  let last = tile.query_words + tile.query_entities - 1;
  let row = query_row(tile, min(tile.first + own, last));
  let log_sum_and_delta = statistics[row * HEADS + head];
  for (var i = thread; i < ROWS * PARTS; i += THREADS) {
    dy_tile[i] = dy[place(query_row(tile, min(tile.first + i / PARTS, last)), head, i % PARTS)];
  }
  var gradient: array<Part, OWNED>;
  for (var kind = 0; kind < 2; kind++) {
    if (kind == 0 || QUERIES == 2) {
      workgroupBarrier();
      for (var i = thread; i < ROWS * PARTS; i += THREADS) {
        let from_row = query_row(tile, min(tile.first + i / PARTS, last));
        query_tile[i] = queries[query_place(plan.query_rows, from_row, kind, head, i % PARTS)];
      }
    }
    let count = select(tile.key_words, tile.key_entities, kind == 1);
    for (var start = 0; start < count; start += COLUMNS) {
      workgroupBarrier();
      for (var i = thread; i < COLUMNS * PARTS; i += THREADS) {
        let from_row = key_row(tile, kind, min(start + i / PARTS, count - 1));
        let at = place(from_row, head, i % PARTS);
        let to = (i / PARTS) * COLUMN_STRIDE + i % PARTS;
        key_tile[to] = keys[at];
        value_tile[to] = values[at];
      }
      workgroupBarrier();
      var score = 0.0;
      var slope = 0.0;
      for (var part = 0; part < PARTS; part++) {
        score += product(query_tile[own * PARTS + part], key_tile[column * COLUMN_STRIDE + part]);
        slope += product(dy_tile[own * PARTS + part], value_tile[column * COLUMN_STRIDE + part]);
      }
      let probability = exp(score * SCALE - log_sum_and_delta.x);
      let place_of_key = start + column + select(0, tile.key_words, kind == 1);
      slope = select(0.0, slope * plan.keep, stays(row, head, place_of_key));
      slope = probability * (slope - log_sum_and_delta.y) * SCALE;
      slopes[own * COLUMNS + column] = select(0.0, slope, start + column < count);
      workgroupBarrier();
      for (var i = 0; i < COLUMNS; i++) {
        for (var j = 0; j < OWNED; j++) {
          let part = column + j * COLUMNS;
          if (part < PARTS) {
            gradient[j] += slopes[own * COLUMNS + i] * key_tile[i * COLUMN_STRIDE + part];
          }
        }
      }
    }
    if (QUERIES == 2 || kind == 1) {
      for (var i = 0; i < OWNED; i++) {
        let part = column + i * COLUMNS;
        if (part < PARTS && tile.first + own <= last) {
          gradients[query_place(plan.query_rows, row, kind, head, part)] = gradient[i];
        }
        gradient[i] = Part();
      }
    }
  }
}`;
}
