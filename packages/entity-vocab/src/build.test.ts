/** Vocabulary and mention table over a corpus of three pages, its Parquet files written here by DuckDB. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildEntityVocab } from "./build-entity-vocab.ts";
import { type BuildMentionTableOptions, buildMentionTable } from "./build-mention-table.ts";
import { readMentionTable } from "./read-mention-table.ts";
import { writeMentionTable } from "./write-mention-table.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-counts-"));
  const connection = await (await DuckDBInstance.create()).connect();
  const table = async (name: string, columns: string, rows: string) => {
    await mkdir(join(folder, name), { recursive: true });
    await connection.run(
      `COPY (SELECT * FROM (VALUES ${rows}) AS t(${columns})) TO '${folder}/${name}/part-00000.parquet' (FORMAT parquet)`,
    );
  };
  await table(
    "pages",
    "id, title, disambiguation",
    "(1, 'Paris', false), (2, 'France', false), (3, 'Paris (disambiguation)', true)",
  );
  // Eiffel's town → Capital → Paris; X and Y run in a circle.
  await table(
    "redirects",
    "id, title, target",
    "(4, 'Town', 'Capital'), (5, 'Capital', 'Paris'), (6, 'X', 'Y'), (7, 'Y', 'X')",
  );
  await table(
    "paragraphs",
    "page, paragraph, text",
    "(2::BIGINT, 0, 'Paris is the capital. Paris, the town, is Paris.'), (1::BIGINT, 0, 'In France, PARIS is the city of light.')",
  );
  await table(
    "links",
    "page, paragraph, title, mention, mention_start, mention_end",
    `(2, 0, 'Paris', 'Paris', 0, 5), (2, 0, 'Capital', 'capital', 13, 20), (2, 0, 'Town', 'town', 33, 37),
     (2, 0, 'Paris (disambiguation)', 'Paris', 42, 47), (1, 0, 'France', 'France', 3, 9), (1, 0, 'X', 'light', 32, 37),
     (1, 0, 'City', 'the city of light', 20, 37), (1, 0, 'France', 'France', 3, 9)`,
  );
  connection.closeSync();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const buildTable = async (options: BuildMentionTableOptions = {}) => {
  await buildMentionTable(folder, join(folder, "mentions"), options);
  return await readMentionTable(join(folder, "mentions"));
};

const rows = async (options: Parameters<typeof buildEntityVocab>[1]) =>
  [...(await buildEntityVocab(folder, options)).entries()]
    .slice(3)
    .map(({ entities, count }) => [entities[0]![0], count]);

test("links are counted after redirects are followed to the end, by count and then by title", async () => {
  expect(await rows({})).toEqual([
    ["Paris", 3],
    ["France", 2],
    ["Paris (disambiguation)", 1],
  ]);
});

test("targets that are no pages are kept on request, disambiguation pages left out on request", async () => {
  expect(await rows({ keepAbsentTargets: true, keepDisambiguations: false })).toEqual([
    ["Paris", 3],
    ["France", 2],
    ["City", 1],
    ["X", 1],
  ]);
});

test("the size counts the special rows, and a least count cuts", async () => {
  expect(await rows({ size: 4 })).toEqual([["Paris", 3]]);
  expect(await rows({ size: 3 })).toEqual([]);
  expect(await rows({ minCount: 2 })).toHaveLength(2);
  expect(await rows({ size: 7, keepAbsentTargets: true })).toHaveLength(4);
  await expect(buildEntityVocab(folder, { size: 2 })).rejects.toThrow(RangeError);
});

test("a white list comes first, in its order, redirects followed, if it is linked to", async () => {
  const whiteList = ["City", "Capital", "Town", "Nowhere", "Paris (disambiguation)"];
  expect(await rows({ whiteList })).toEqual([
    ["City", 1],
    ["Paris", 3],
    ["Paris (disambiguation)", 1],
    ["France", 2],
  ]);
  expect(await rows({ whiteList, whiteListOnly: true, size: 5 })).toEqual([
    ["City", 1],
    ["Paris", 3],
  ]);
  expect(await rows({ whiteList: ["France"], size: 5 })).toEqual([
    ["France", 2],
    ["Paris", 3],
  ]);
  await expect(buildEntityVocab(folder, { whiteListOnly: true })).rejects.toThrow(TypeError);
});

test("titles carry a language and keep their redirects on request", async () => {
  const vocab = await buildEntityVocab(folder, { language: "en", redirects: true });
  expect([vocab.idOf("Town", "en"), vocab.idOf("Paris", "en"), vocab.idOf("Paris")]).toEqual([
    3,
    3,
    undefined,
  ]);
  expect(vocab.redirectsOf(3)).toEqual([
    ["Capital", "en"],
    ["Town", "en"],
  ]);
  expect(vocab.idOf("[MASK]")).toBe(2);
});

test("a folder that is no corpus is refused", async () => {
  await expect(buildEntityVocab(join(folder, "pages"))).rejects.toMatchObject({ code: "VOC004" });
});

test("a name's prior is its share of links, its link probability links over occurrences", async () => {
  const table = await buildTable();
  // "Paris" occurs four times in any case and is a link twice, once to each of two pages.
  expect(table.candidates("PARIS")).toEqual([
    { title: "Paris", count: 1, prior: 0.5, linkProbability: 0.5 },
    { title: "Paris (disambiguation)", count: 1, prior: 0.5, linkProbability: 0.5 },
  ]);
  expect(table.candidates("Paris", { maxCandidates: 1 })).toHaveLength(1);
  expect(table.candidates("Paris", { minLinkProbability: 0.6 })).toEqual([]);
  expect(table.candidates("nothing")).toEqual([]);
});

test("by the original's definition a link probability counts pages and stops at 1", async () => {
  const table = await buildTable({ linkProbability: "pages" });
  expect(table.candidates("paris")[0]!.linkProbability).toBe(1);
  const exact = await buildTable({ normalization: "exact" });
  expect(exact.candidates("Paris")[0]!.linkProbability).toBeCloseTo(2 / 3);
  expect(exact.candidates("PARIS")).toEqual([]);
});

test("names are found by longest match, at exact offsets", async () => {
  const table = await buildTable({ keepAbsentTargets: true });
  const text = "😀 Paris: the City of Light, the city of Paris";
  const found = table.findAll(text);
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
    "Paris",
    "the City of Light",
    "Paris",
  ]);
  expect(found[1]!.candidates[0]!.title).toBe("City");
  expect(table.findAll(text, { minLinkProbability: 0.9 }).map(({ name }) => name)).toEqual([
    "the city of light",
  ]);
});

test("a table is written and read again, settings included", async () => {
  const table = await buildTable({ normalization: "folded" });
  await writeMentionTable(table, join(folder, "written.parquet"));
  const read = await readMentionTable(join(folder, "written.parquet"));
  expect(read.info).toEqual({ normalization: "folded", linkProbability: "occurrences" });
  expect([...read.rows()]).toEqual([...table.rows()]);
  await expect(readMentionTable(join(folder, "nowhere"))).rejects.toMatchObject({ code: "VOC006" });
  await expect(readMentionTable(join(folder, "pages", "part-00000.parquet"))).rejects.toMatchObject({
    code: "VOC006",
  });
});
