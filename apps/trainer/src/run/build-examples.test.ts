import { writeFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { readPretrainingExamples } from "@lukejs/tasks/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { buildCorpus } from "@lukejs/wiki-corpus/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildExamples } from "./build-examples.ts";
import type { ExamplesJob } from "./examples-part.ts";

let folder: string;
let job: Omit<ExamplesJob, "out">;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-build-examples-"));
  const path = (name: string) => join(folder, name);
  const page = (i: number) =>
    `<page><title>City ${i}</title><ns>0</ns><id>${i}</id><revision><id>${i}</id><text>` +
    `City ${i} lies on the [[River ${i % 7}]]. It has trade with [[City ${(i + 1) % 60}|its neighbour]] and others.\n\n` +
    `== History ==\nThe old [[bridge]] over the river was built by hand in ${1000 + i}.` +
    `</text></revision></page>`;
  const pages = Array.from({ length: 60 }, (_, i) => page(i + 1)).join("\n");
  writeFileSync(path("wiki.xml"), `<mediawiki>${pages}</mediawiki>`);
  await buildCorpus(path("wiki.xml"), path("corpus"), { workers: 0, partBytes: 2000 });
  const files = await trainByteLevelBpe(["the city lies on the river and has trade"], { vocabSize: 300 });
  await saveTokenizer(new RobertaTokenizer(files), path("tokenizer"));
  const titles = Array.from({ length: 61 }, (_, i) => ({ title: `City ${i}`, count: 70 - i }));
  await writeEntityVocab(EntityVocab.of(titles), path("entities.jsonl"));
  job = {
    corpus: path("corpus"),
    tokenizer: path("tokenizer"),
    entityVocab: path("entities.jsonl"),
    settings: { maxWords: 128, heldOut: { by: "page", fraction: 0.2 } },
  };
});
afterAll(() => rm(folder, { recursive: true }));

const build = async (name: string, workers: number) => {
  const out = join(folder, name);
  let told: readonly [number, number] = [0, 0];
  const manifest = await buildExamples(
    { ...job, out },
    { workers, onProgress: (pages, total) => (told = [pages, total]) },
  );
  const files = (await readdir(out)).sort();
  const bytes = await Promise.all(files.map((file) => readFile(join(out, file), "base64")));
  return { manifest, told, files: new Map(files.map((file, i) => [file, bytes[i]])) };
};

test("the files are the same for any number of workers, in order of the corpus", async () => {
  const alone = await build("alone", 0);
  expect(alone.files.size).toBeGreaterThan(5);
  expect(alone.told).toEqual([60, 60]);
  for (const workers of [1, 3]) expect((await build(`with-${workers}`, workers)).files).toEqual(alone.files);
}, 60_000);

test("whole pages are held out, and counts and settings are kept", async () => {
  const { manifest } = await build("split", 0);
  const { train, heldOut } = await readPretrainingExamples(join(folder, "split"));
  expect([train.size, heldOut.size]).toEqual([
    manifest.splits.train.examples,
    manifest.splits.heldOut.examples,
  ]);
  expect(heldOut.size).toBeGreaterThan(3);
  expect(train.size + heldOut.size).toBe(60);
  expect(manifest.settings).toMatchObject({ maxWords: 128, entityVocabSize: 64 });
});

test("what a worker cannot read ends the building with that error", async () => {
  const missing = { ...job, entityVocab: join(folder, "none.jsonl"), out: join(folder, "failed") };
  await expect(buildExamples(missing, { workers: 2 })).rejects.toThrow(/none.jsonl/);
});
