import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PretrainingExamples } from "./pretraining-examples.ts";
import { openExampleFile } from "./read-example-file.ts";
import { readPretrainingExamples } from "./read-pretraining-examples.ts";
import { writeExampleFile } from "./write-example-file.ts";
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

test("the file of the training examples has each of them, its lengths, and the counts of all", async () => {
  const given = examples(250);
  await writePretrainingExamples(folder, { train: given, heldOut: examples(3) }, { shardSize: 100 });
  await expect(openExampleFile(folder)).rejects.toMatchObject({ code: "TSK106", message: /no file/ });
  await writeExampleFile(folder);
  const file = await openExampleFile(folder);
  const indices = Array.from({ length: 250 }, (_, i) => i);
  expect(file.size).toBe(250);
  expect(indices.map((i) => file.packed(i))).toEqual(rows(given));
  expect(indices.map((i) => file.lengthsOf(i))).toEqual(indices.map((i) => given.lengthsOf(i)));
  expect([file.largestWordId, file.largestEntityId]).toEqual([given.largestWordId, given.largestEntityId]);
  expect(file.entityCounts()).toEqual(given.entityCounts());
  expect(() => file.packed(250)).toThrow(/below 250/);
  const words = await openExampleFile(folder, { withoutEntities: true });
  expect([words.packed(5).entityIds.length, words.largestEntityId]).toEqual([0, -1]);
  expect([words.packed(5).wordIds, words.lengthsOf(5).entities]).toEqual([given.packed(5).wordIds, 0]);
  file.close();
  words.close();
});

test("the file of the training examples is kept while it is that of the shards, and made anew otherwise", async () => {
  await writePretrainingExamples(folder, { train: examples(30), heldOut: examples(0) });
  const modified = async () => (await stat(join(folder, "train.rows"))).mtimeMs;
  await writeExampleFile(folder);
  const first = await modified();
  await writeExampleFile(folder);
  expect(await modified()).toBe(first);
  await truncate(join(folder, "train.rows"), 100);
  const cut = await openExampleFile(folder);
  expect(() => cut.packed(20)).toThrow(/wanted \d+ bytes of example 20/);
  cut.close();
  await writePretrainingExamples(folder, { train: examples(31), heldOut: examples(0) });
  await expect(openExampleFile(folder)).rejects.toMatchObject({ code: "TSK106", message: /another/ });
  await writeExampleFile(folder);
  const anew = await openExampleFile(folder);
  expect(Array.from({ length: 31 }, (_, i) => anew.packed(i))).toEqual(rows(examples(31)));
  anew.close();
  await truncate(join(folder, "train.index"), 77);
  await expect(openExampleFile(folder)).rejects.toMatchObject({ code: "TSK106", message: /77 bytes/ });
});

test("a folder without examples, a truncated shard and a foreign description are refused with their codes", async () => {
  await expect(readPretrainingExamples(folder)).rejects.toMatchObject({ code: "TSK101" });
  await writePretrainingExamples(folder, { train: examples(30), heldOut: examples(0) });
  await truncate(join(folder, "train-00000-000.parquet"), 200);
  await expect(readPretrainingExamples(folder)).rejects.toMatchObject({ code: "TSK102" });
  await writeFile(join(folder, "examples.json"), '{"version": 2}');
  await expect(readPretrainingExamples(folder)).rejects.toMatchObject({ code: "TSK103" });
});
