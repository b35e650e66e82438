import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PretrainingExamples } from "./pretraining-examples.ts";
import { readPretrainingExamples } from "./read-pretraining-examples.ts";
import {
  writeExamplesManifest,
  writeExamplesPart,
  writePretrainingExamples,
} from "./write-pretraining-examples.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-examples-"));
});
afterEach(() => rm(folder, { recursive: true }));

function examples(n: number): PretrainingExamples {
  const all = new PretrainingExamples();
  for (let i = 0; i < n; i++) {
    all.append({
      wordIds: Int32Array.from([0, ...Array.from({ length: i % 40 }, (_, j) => 1000 * i + j), 2]),
      entityIds: Int32Array.from({ length: i % 3 }, (_, j) => i + j),
      entityStarts: Int32Array.from({ length: i % 3 }, (_, j) => j + 1),
      entityLengths: Int32Array.from({ length: i % 3 }, () => 1),
    });
  }
  return all;
}
const rows = (all: PretrainingExamples) => Array.from({ length: all.size }, (_, i) => all.packed(i));

test("examples come back from their shards as they were, in order", async () => {
  const splits = { train: examples(250), heldOut: examples(5) };
  const manifest = await writePretrainingExamples(folder, splits, {
    shardSize: 100,
    settings: { maxWords: 512 },
  });
  expect(manifest.splits.train.shards.map((shard) => shard.examples)).toEqual([100, 100, 50]);
  const found = await readPretrainingExamples(folder);
  expect(found.manifest).toEqual(manifest);
  expect(rows(found.train)).toEqual(rows(splits.train));
  expect(rows(found.heldOut)).toEqual(rows(splits.heldOut));
});

test("the same examples give the same bytes", async () => {
  const splits = { train: examples(30), heldOut: examples(0) };
  await writePretrainingExamples(folder, splits);
  const once = await readFile(join(folder, "train-00000-000.parquet"));
  await writePretrainingExamples(folder, splits);
  expect(await readFile(join(folder, "train-00000-000.parquet"))).toEqual(once);
});

test("parts written side by side are read as one, in the order of the parts", async () => {
  const [first, second] = [examples(30), examples(12)];
  const later = await writeExamplesPart(folder, 1, { train: second, heldOut: examples(2) });
  const earlier = await writeExamplesPart(folder, 0, { train: first, heldOut: examples(0) });
  const manifest = await writeExamplesManifest(folder, [earlier, later], { seed: 3 });
  expect(manifest.splits.train).toMatchObject({ examples: 42, words: first.wordCount + second.wordCount });
  const found = await readPretrainingExamples(folder);
  expect(rows(found.train)).toEqual([...rows(first), ...rows(second)]);
  expect(found.manifest).toEqual(manifest);
});

test("a shard's own metadata hold its counts and the settings", async () => {
  await writePretrainingExamples(
    folder,
    { train: examples(30), heldOut: examples(0) },
    { settings: { a: 1 } },
  );
  const bytes = await readFile(join(folder, "train-00000-000.parquet"));
  const { key_value_metadata: pairs } = parquetMetadata(new Uint8Array(bytes).buffer);
  const found = Object.fromEntries((pairs ?? []).map(({ key, value }) => [key, JSON.parse(value!)]));
  expect(found).toMatchObject({
    "luke.examples.counts": { examples: 30, words: examples(30).wordCount, entities: 30 },
    "luke.examples.settings": { a: 1 },
  });
});

test("a folder without examples, a truncated shard and a foreign description are refused with their codes", async () => {
  await expect(readPretrainingExamples(folder)).rejects.toMatchObject({ code: "TSK101" });
  await writePretrainingExamples(folder, { train: examples(30), heldOut: examples(0) });
  await truncate(join(folder, "train-00000-000.parquet"), 200);
  await expect(readPretrainingExamples(folder)).rejects.toMatchObject({ code: "TSK102" });
  await writeFile(join(folder, "examples.json"), '{"version": 2}');
  await expect(readPretrainingExamples(folder)).rejects.toMatchObject({ code: "TSK103" });
});
