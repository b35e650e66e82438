/**
 * Pretraining examples on disk: a folder with Parquet shards per split and `examples.json`, which counts them
 * and states the settings. Columns, one row an example: word_ids, entity_ids, entity_starts, entity_lengths,
 * each a list of int32.
 */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { PretrainingSplits } from "./build-pretraining-examples.ts";
import type { PretrainingExamples } from "./pretraining-examples.ts";

export interface WriteExamplesOptions {
  /** Examples per shard: 50,000. */
  readonly shardSize?: number;
  /** What the examples were built with; kept as it is in the description and in every shard. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The description of a folder of examples (`examples.json`). */
export interface ExamplesManifest {
  readonly version: 1;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly splits: Readonly<
    Record<
      "train" | "heldOut",
      {
        readonly examples: number;
        readonly words: number;
        readonly entities: number;
        readonly shards: readonly { readonly file: string; readonly examples: number }[];
      }
    >
  >;
}

export const exampleColumns: readonly ["word_ids", "entity_ids", "entity_starts", "entity_lengths"] = [
  "word_ids",
  "entity_ids",
  "entity_starts",
  "entity_lengths",
];

/** Writes both splits into `folder`. The description is written last: without it the folder is not complete. */
export async function writePretrainingExamples(
  folder: string,
  splits: PretrainingSplits,
  options: WriteExamplesOptions = {},
): Promise<ExamplesManifest> {
  const { shardSize = 50_000, settings = {} } = options;
  await mkdir(folder, { recursive: true });
  const write = async (examples: PretrainingExamples, name: string) => {
    const shards: { file: string; examples: number }[] = [];
    for (let first = 0; first < examples.size; first += shardSize) {
      const last = Math.min(first + shardSize, examples.size);
      const file = `${name}-${String(shards.length).padStart(5, "0")}.parquet`;
      await replaceFile(join(folder, file), shard(examples, first, last, settings));
      shards.push({ file, examples: last - first });
    }
    return { examples: examples.size, words: examples.wordCount, entities: examples.entityCount, shards };
  };
  const manifest: ExamplesManifest = {
    version: 1,
    settings,
    splits: {
      train: await write(splits.train, "train"),
      heldOut: await write(splits.heldOut, "held-out"),
    },
  };
  await replaceFile(join(folder, "examples.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function shard(
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
  const buffer = parquetWriteBuffer({
    columnData: exampleColumns.map((name) => ({ name, data: columns[name] })),
    schema,
    rowGroupSize: 10_000,
    statistics: false,
    kvMetadata: [
      { key: "luke.examples.version", value: "1" },
      { key: "luke.examples.settings", value: JSON.stringify(settings) },
    ],
  });
  return new Uint8Array(buffer);
}

async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.tmp`, content);
  await rename(`${path}.tmp`, path);
}
