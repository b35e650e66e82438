/**
 * Pretraining examples on disk: a folder with Parquet shards per split and `examples.json`, which counts them
 * and states the settings. Columns, one row an example: word_ids, entity_ids, entity_starts, entity_lengths,
 * each a list of int32.
 *
 * The shards of one part of a corpus do not depend on the others, so parts can be written side by side, by any
 * number of workers, into the same bytes.
 */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PretrainingSplits } from "./build-pretraining-examples.ts";
import { packShard } from "./pack-shard.ts";
import type { PretrainingExamples } from "./pretraining-examples.ts";

export interface WriteExamplesOptions {
  /** Examples per shard: 50,000. */
  readonly shardSize?: number;
  /** What the examples were built with; kept as it is in the description and in every shard. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The description of a folder of examples (`examples.json`). */
export interface ExamplesManifest extends WrittenExamples {
  readonly version: 1;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What was written of both splits. */
export interface WrittenExamples {
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

/** Writes both splits into `folder`. The description is written last: without it the folder is not complete. */
export async function writePretrainingExamples(
  folder: string,
  splits: PretrainingSplits,
  options: WriteExamplesOptions = {},
): Promise<ExamplesManifest> {
  const written = await writeExamplesPart(folder, 0, splits, options);
  return writeExamplesManifest(folder, [written], options.settings);
}

/** Writes the examples of one part of a corpus (`train-00003-000.parquet` is the first shard of part 3). */
export async function writeExamplesPart(
  folder: string,
  part: number,
  splits: PretrainingSplits,
  options: WriteExamplesOptions = {},
): Promise<WrittenExamples> {
  const { shardSize = 50_000, settings = {} } = options;
  await mkdir(folder, { recursive: true });
  const write = async (examples: PretrainingExamples, name: string) => {
    const shards: { file: string; examples: number }[] = [];
    for (let first = 0; first < examples.size; first += shardSize) {
      const last = Math.min(first + shardSize, examples.size);
      const file = `${name}-${padded(part, 5)}-${padded(shards.length, 3)}.parquet`;
      await replaceFile(join(folder, file), packShard(examples, first, last, settings));
      shards.push({ file, examples: last - first });
    }
    return { examples: examples.size, words: examples.wordCount, entities: examples.entityCount, shards };
  };
  return {
    splits: { train: await write(splits.train, "train"), heldOut: await write(splits.heldOut, "held-out") },
  };
}

/** Describes a folder whose parts are all written; the order of the parts is the order of the examples. */
export async function writeExamplesManifest(
  folder: string,
  parts: readonly WrittenExamples[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<ExamplesManifest> {
  const split = (name: "train" | "heldOut") => {
    const found = parts.map(({ splits }) => splits[name]);
    const sum = (key: "examples" | "words" | "entities") =>
      found.reduce((total, part) => total + part[key], 0);
    return {
      examples: sum("examples"),
      words: sum("words"),
      entities: sum("entities"),
      shards: found.flatMap(({ shards }) => shards),
    };
  };
  const splits = { train: split("train"), heldOut: split("heldOut") };
  const manifest: ExamplesManifest = { version: 1, settings, splits };
  await mkdir(folder, { recursive: true });
  await replaceFile(join(folder, "examples.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}

async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.tmp`, content);
  await rename(`${path}.tmp`, path);
}
