import { dropoutWgsl } from "@lukejs/kernels";
import type { AttentionTile } from "./attention-tile.ts";

export interface AttentionShape extends AttentionTile {
  readonly numHeads: number;
  /** Queries of a row: one for every key, or one for words and one for entities. */
  readonly numQueries: number;
}

/** What names a shader of this shape. */
export function shapeKey(name: string, shape: AttentionShape): string {
  const { rows, columns, width, parts, numHeads, numQueries } = shape;
  return [name, rows, columns, width, parts, numHeads, numQueries].join(" ");
}

/** What the shaders of attention have in common: constants of the shape, the plan, rows, dropout. */
export function attentionWgsl(shape: AttentionShape): string {
  const { rows, columns, width, parts, numHeads, numQueries } = shape;
  return /* wgsl */ `
alias Part = ${width === 4 ? "vec4<f32>" : "f32"};
const ROWS = ${rows};
const COLUMNS = ${columns};
const THREADS = ${rows * columns};
const PARTS = ${parts};
// One more than its parts, so that threads which read the same part of neighbouring rows meet different banks.
const COLUMN_STRIDE = ${parts + 1};
const OWNED = ${Math.ceil(parts / columns)};
const HEADS = ${numHeads};
const HIDDEN = ${numHeads * parts};
const QUERIES = ${numQueries};
const SCALE = ${1 / Math.sqrt(width * parts)}f;
const LOWEST = -3.4028234e38f;

/// A sequence, and the rows of it that a workgroup works for.
struct Tile {
  first: i32,
  kind: i32,
  query_words: i32,
  query_entities: i32,
  query_word: i32,
  query_entity: i32,
  key_words: i32,
  key_entities: i32,
  key_word: i32,
  key_entity: i32,
}

struct Plan {
  seed: u32,
  threshold: u32,
  keep: f32,
  query_rows: i32,
  /// Where the keys of query rows begin in words, after the tiles.
  first_key: i32,
  words: array<i32>,
}
${dropoutWgsl}

fn query_row(tile: Tile, query: i32) -> i32 {
  return select(tile.query_entity + query - tile.query_words, tile.query_word + query, query < tile.query_words);
}

fn key_row(tile: Tile, kind: i32, key: i32) -> i32 {
  return select(tile.key_word, tile.key_entity, kind == 1) + key;
}

/// Where a part of a row stands in a tensor of [rows, hidden].
fn place(row: i32, head: i32, part: i32) -> i32 {
  return row * HIDDEN + head * PARTS + part;
}

/// As place, in the queries for keys of a kind.
fn query_place(plan_rows: i32, row: i32, kind: i32, head: i32, part: i32) -> i32 {
  return place(select(0, plan_rows, QUERIES == 2 && kind == 1) + row, head, part);
}

fn product(a: Part, b: Part) -> f32 {
  return ${width === 4 ? "dot(a, b)" : "a * b"};
}
`;
}

/** For shaders that bind a `plan`. */
export const planWgsl = /* wgsl */ `
fn tile_at(index: u32) -> Tile {
  let at = i32(index) * 10;
  return Tile(
    plan.words[at], plan.words[at + 1], plan.words[at + 2], plan.words[at + 3], plan.words[at + 4],
    plan.words[at + 5], plan.words[at + 6], plan.words[at + 7], plan.words[at + 8], plan.words[at + 9],
  );
}

/// Whether dropout leaves the probability of a key, by its place in the sequence.
fn stays(row: i32, head: i32, key: i32) -> bool {
  let row_key = u32(plan.words[plan.first_key + row]);
  return dropout_hash(u32(key), dropout_hash(row_key * u32(HEADS) + u32(head), plan.seed)) >= plan.threshold;
}
`;
