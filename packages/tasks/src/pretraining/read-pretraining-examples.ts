import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { z } from "zod";
import { noExamples, wrongManifest, wrongShard } from "./errors.ts";
import { exampleColumns } from "./pack-shard.ts";
import type { PackedExample } from "./page-examples.ts";
import { PretrainingExamples } from "./pretraining-examples.ts";
import type { ExamplesManifest } from "./write-pretraining-examples.ts";

const count = z.number().int().nonnegative();
const split = z.object({
  examples: count,
  words: count,
  entities: count,
  shards: z.array(z.object({ file: z.string(), examples: count })),
});
const manifestSchema = z.object({
  version: z.literal(1),
  settings: z.record(z.string(), z.unknown()),
  splits: z.object({ train: split, heldOut: split }),
});

export interface ReadExamplesOptions {
  /** Leave the entities out: for training on masked words alone. */
  readonly withoutEntities?: boolean;
}

/**
 * Reads a folder that `writePretrainingExamples` wrote, into memory that worker threads can share.
 *
 * @throws LukeError TSK101 (nothing there), TSK102 (a damaged shard), TSK103 (another version).
 */
export async function readPretrainingExamples(
  folder: string,
  options: ReadExamplesOptions = {},
): Promise<{
  manifest: ExamplesManifest;
  train: PretrainingExamples;
  heldOut: PretrainingExamples;
}> {
  const manifest = await readManifest(folder);
  const { train, heldOut } = manifest.splits;
  return {
    manifest,
    train: await readSplit(folder, train, options),
    heldOut: await readSplit(folder, heldOut, options),
  };
}

/**
 * As `readPretrainingExamples`, of the held-out split alone: where the training split is an `ExampleFile`.
 *
 * @throws LukeError TSK101 to TSK103
 */
export async function readHeldOutExamples(
  folder: string,
  options: ReadExamplesOptions = {},
): Promise<{ manifest: ExamplesManifest; heldOut: PretrainingExamples }> {
  const manifest = await readManifest(folder);
  return { manifest, heldOut: await readSplit(folder, manifest.splits.heldOut, options) };
}

async function readSplit(
  folder: string,
  { shards, examples, words, entities }: ExamplesManifest["splits"]["train"],
  { withoutEntities = false }: ReadExamplesOptions = {},
): Promise<PretrainingExamples> {
  const all = new PretrainingExamples({ shared: true, examples, words, entities });
  for (const { file, examples: wanted } of shards) {
    for (const example of await readShard(join(folder, file), wanted)) {
      all.append(withoutEntities ? { ...example, ...noEntities } : example);
    }
  }
  return all;
}

/** @throws LukeError TSK101, TSK103 */
export async function readManifest(folder: string): Promise<ExamplesManifest> {
  const path = join(folder, "examples.json");
  const text = await readFile(path, "utf8").catch(() => {
    throw noExamples(folder);
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw wrongManifest(path, cause instanceof SyntaxError ? "no JSON" : "other fields");
  }
}

const none = new Int32Array(0);
const noEntities = { entityIds: none, entityStarts: none, entityLengths: none };

/** @throws LukeError TSK102 */
export async function readShard(path: string, wanted: number): Promise<PackedExample[]> {
  let rows: Record<string, unknown>[];
  try {
    const bytes = await readFile(path);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    rows = await parquetReadObjects({ file, columns: [...exampleColumns] });
  } catch (cause) {
    throw wrongShard(path, "a Parquet file", cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (rows.length !== wanted) throw wrongShard(path, `${wanted} examples`, `${rows.length}`);
  const list = (row: Record<string, unknown>, column: string) => Int32Array.from(row[column] as number[]);
  return rows.map((row) => ({
    wordIds: list(row, "word_ids"),
    entityIds: list(row, "entity_ids"),
    entityStarts: list(row, "entity_starts"),
    entityLengths: list(row, "entity_lengths"),
  }));
}
