import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { PretrainingExamples } from "./pretraining-examples.ts";

/** Columns of a shard, one row an example, each a list of int32. */
export const exampleColumns: readonly ["word_ids", "entity_ids", "entity_starts", "entity_lengths"] = [
  "word_ids",
  "entity_ids",
  "entity_starts",
  "entity_lengths",
];

/** Examples `first` to `last` (exclusive) as the bytes of a Parquet file; its metadata hold counts and settings. */
export function packShard(
  examples: PretrainingExamples,
  first: number,
  last: number,
  settings: Readonly<Record<string, unknown>>,
): Uint8Array {
  const rows = Array.from({ length: last - first }, (_, i) => examples.packed(first + i));
  const columns = {
    word_ids: rows.map((row) => Array.from(row.wordIds)),
    entity_ids: rows.map((row) => Array.from(row.entityIds)),
    entity_starts: rows.map((row) => Array.from(row.entityStarts)),
    entity_lengths: rows.map((row) => Array.from(row.entityLengths)),
  };
  const schema: SchemaElement[] = [{ name: "root", num_children: exampleColumns.length }];
  for (const name of exampleColumns) {
    schema.push(
      { name, converted_type: "LIST", num_children: 1, repetition_type: "REQUIRED" },
      { name: "list", num_children: 1, repetition_type: "REPEATED" },
      { name: "element", type: "INT32", repetition_type: "REQUIRED" },
    );
  }
  const counts = {
    examples: rows.length,
    words: rows.reduce((sum, row) => sum + row.wordIds.length, 0),
    entities: rows.reduce((sum, row) => sum + row.entityIds.length, 0),
  };
  const buffer = parquetWriteBuffer({
    columnData: exampleColumns.map((name) => ({ name, data: columns[name] })),
    schema,
    rowGroupSize: 10_000,
    statistics: false,
    kvMetadata: [
      { key: "luke.examples.version", value: "1" },
      { key: "luke.examples.counts", value: JSON.stringify(counts) },
      { key: "luke.examples.settings", value: JSON.stringify(settings) },
    ],
  });
  return new Uint8Array(buffer);
}
