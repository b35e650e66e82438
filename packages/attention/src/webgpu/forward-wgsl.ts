import { type AttentionShape, attentionWgsl, planWgsl } from "./attention-wgsl.ts";

/**
 * States of a tile of query rows and one head. Keys pass by in tiles of one kind; the sum of the exponentials and the
 * weighted sum of the values are kept relative to the highest score so far (online softmax), so scores are never in
 * memory. A thread has one pair of row and key, and later its share of the row's parts.
 */
export function forwardWgsl(shape: AttentionShape): string {
  return /* wgsl */ `${attentionWgsl(shape)}${planWgsl}
@group(0) @binding(0) var<storage, read> queries: array<Part>; // [queries · query rows, hidden]
@group(0) @binding(1) var<storage, read> keys: array<Part>; // [rows, hidden]
@group(0) @binding(2) var<storage, read> values: array<Part>; // [rows, hidden]
@group(0) @binding(3) var<storage, read> plan: Plan;
@group(0) @binding(4) var<storage, read_write> states: array<Part>; // [query rows, hidden]
@group(0) @binding(5) var<storage, read_write> log_sums: array<f32>; // [query rows, heads]

var<workgroup> query_tile: array<Part, ROWS * PARTS>;
var<workgroup> key_tile: array<Part, COLUMNS * COLUMN_STRIDE>;
var<workgroup> value_tile: array<Part, COLUMNS * COLUMN_STRIDE>;
var<workgroup> scores: array<f32, ROWS * COLUMNS>;
/// Exponentials; negative where dropped.
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
  let last = tile.query_words + tile.query_entities - 1;
  let row = query_row(tile, min(tile.first + own, last));
  var highest = LOWEST;
  var sum = 0.0;
  var state: array<Part, OWNED>;
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
      let real = start + column < count;
      var score = 0.0;
      for (var part = 0; part < PARTS; part++) {
        score += product(query_tile[own * PARTS + part], key_tile[column * COLUMN_STRIDE + part]);
      }
      score = select(LOWEST, score * SCALE, real);
      scores[own * COLUMNS + column] = score;
      workgroupBarrier();
      let before = highest;
      for (var i = 0; i < COLUMNS; i++) {
        highest = max(highest, scores[own * COLUMNS + i]);
      }
      let weight = select(0.0, exp(score - highest), real);
      let place_of_key = start + column + select(0, tile.key_words, kind == 1);
      weights[own * COLUMNS + column] =
        select(-weight, weight, stays(row, head, place_of_key));
      workgroupBarrier();
      let fade = exp(before - highest);
      sum *= fade;
      for (var i = 0; i < OWNED; i++) {
        state[i] *= fade;
      }
      for (var i = 0; i < COLUMNS; i++) {
        let w = weights[own * COLUMNS + i];
        sum += abs(w);
        for (var j = 0; j < OWNED; j++) {
          let part = column + j * COLUMNS;
          if (part < PARTS) {
            state[j] += max(w, 0.0) * value_tile[i * COLUMN_STRIDE + part];
          }
        }
      }
    }
  }
  if (tile.first + own <= last) {
    let factor = select(0.0, plan.keep / sum, sum > 0.0);
    for (var i = 0; i < OWNED; i++) {
      let part = column + i * COLUMNS;
      if (part < PARTS) {
        states[place(row, head, part)] = state[i] * factor;
      }
    }
    if (column == 0) {
      log_sums[row * HEADS + head] = highest + log(max(sum, 1e-37));
    }
  }
}`;
}
