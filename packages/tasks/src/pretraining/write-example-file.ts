/**
 * The examples of training once more, as numbers one after another: `train.rows` has the words, entities, starts and
 * lengths of each example as int32, `train.index` where each ends. Of Parquet a page has to be decoded for one example;
 * here a process reads the examples of its micro-batches and no others. Both files are made of the shards and may be
 * deleted. Little-endian, as the processors that run this.
 */
import { createHash } from "node:crypto";
import { open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PretrainingExamples } from "./pretraining-examples.ts";
import { readManifest, readShard } from "./read-pretraining-examples.ts";

/** Numbers that the index begins with: which examples, how many, the largest word id, the length of the counts. */
export const indexHead = 4;

/** Names of both files. */
export function exampleFilePaths(folder: string): { readonly rows: string; readonly index: string } {
  return { rows: join(folder, "train.rows"), index: join(folder, "train.index") };
}

/** A number that tells the examples of a folder from others. */
export async function examplesNumber(folder: string): Promise<number> {
  return createHash("sha256")
    .update(await readFile(join(folder, "examples.json")))
    .digest()
    .readUIntBE(0, 6);
}

/**
 * Writes `train.rows` and `train.index` beside the shards, unless they are there for these examples already. One process
 * does it, the others open them afterwards. A shard at a time is in memory.
 *
 * @throws LukeError as `readPretrainingExamples`
 */
export async function writeExampleFile(folder: string): Promise<void> {
  const manifest = await readManifest(folder);
  const number = await examplesNumber(folder);
  const paths = exampleFilePaths(folder);
  const { examples, words, entities, shards } = manifest.splits.train;
  if (await isCurrent(paths, number, 4 * (words + 3 * entities))) return;
  const ends = new Float64Array(2 * examples);
  let counts = new Int32Array(0);
  let [largestWord, example, word, entity] = [-1, 0, 0, 0];
  const unfinished = `${paths.rows}.tmp`;
  const file = await open(unfinished, "w");
  try {
    for (const shard of shards) {
      const part = new PretrainingExamples();
      for (const read of await readShard(join(folder, shard.file), shard.examples)) {
        part.append(read);
        ends[example] = word += read.wordIds.length;
        ends[examples + example++] = entity += read.entityIds.length;
      }
      await file.writeFile(new Uint8Array(rowsOf(part).buffer));
      largestWord = Math.max(largestWord, part.largestWordId);
      counts = sum(counts, part.entityCounts());
    }
  } finally {
    await file.close();
  }
  const head = Float64Array.of(number, examples, largestWord, counts.length);
  const index = new Float64Array(indexHead + ends.length + counts.length);
  index.set(head);
  index.set(ends, indexHead);
  index.set(counts, indexHead + ends.length);
  await rename(unfinished, paths.rows);
  // Last: an index stands for rows that are whole.
  await writeFile(`${paths.index}.tmp`, new Uint8Array(index.buffer));
  await rename(`${paths.index}.tmp`, paths.index);
}

async function isCurrent(
  paths: ReturnType<typeof exampleFilePaths>,
  number: number,
  bytes: number,
): Promise<boolean> {
  try {
    const file = await open(paths.index);
    try {
      const first = new Float64Array(1);
      await file.read(new Uint8Array(first.buffer), 0, 8, 0);
      return first[0] === number && (await stat(paths.rows)).size === bytes;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

/** The examples one after another. */
function rowsOf(examples: PretrainingExamples): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(examples.wordCount + 3 * examples.entityCount);
  let at = 0;
  for (let i = 0; i < examples.size; i++) {
    const { wordIds, entityIds, entityStarts, entityLengths } = examples.packed(i);
    for (const part of [wordIds, entityIds, entityStarts, entityLengths]) {
      rows.set(part, at);
      at += part.length;
    }
  }
  return rows;
}

function sum(a: Int32Array<ArrayBuffer>, b: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(Math.max(a.length, b.length));
  longer.set(a);
  for (const [i, count] of b.entries()) longer[i]! += count;
  return longer;
}
