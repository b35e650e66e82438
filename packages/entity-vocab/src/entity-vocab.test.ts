import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EntityVocab } from "./entity-vocab.ts";
import { readEntityVocab } from "./read-entity-vocab.ts";
import { writeEntityVocab } from "./write-entity-vocab.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-vocab-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const write = async (name: string, text: string) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

test("the special rows come first and count in the size", () => {
  const vocab = EntityVocab.of([{ title: "Tokyo", count: 5 }]);
  expect([vocab.padId, vocab.unkId, vocab.maskId, vocab.idOf("Tokyo")]).toEqual([0, 1, 2, 3]);
  expect(vocab.size).toBe(4);
  expect([vocab.titleOf(3), vocab.countOf(3), vocab.has("Kyoto"), vocab.idOf("Kyoto")]).toEqual([
    "Tokyo",
    5,
    false,
    undefined,
  ]);
  expect(() => vocab.titleOf(4)).toThrow(RangeError);
});

test("titles of several languages share an id, and are found with their language only", () => {
  const vocab = new EntityVocab([
    { id: 0, entities: [["[MASK]", "en"]], count: 0 },
    { id: 1, entities: [["[UNK]", "en"]], count: 0 },
    { id: 2, entities: [["[PAD]", "en"]], count: 0 },
    {
      id: 3,
      entities: [
        ["Germany", "en"],
        ["Deutschland", "de"],
      ],
      count: 9,
    },
  ]);
  expect([vocab.padId, vocab.maskId]).toEqual([2, 0]);
  expect([vocab.idOf("Deutschland", "de"), vocab.idOf("Deutschland", "en"), vocab.idOf("Germany")]).toEqual([
    3,
    undefined,
    undefined,
  ]);
});

test("an id given twice or a missing special row is misuse", () => {
  expect(() => new EntityVocab([])).toThrow(/\[PAD\]/);
  const twice = { id: 0, entities: [["[PAD]", null]] as const, count: 0 };
  expect(() => new EntityVocab([twice, twice])).toThrow(/given twice/);
});

test("any titles survive both formats that are written", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1 }), { maxLength: 20 }),
      async (titles) => {
        const rows = titles
          .filter((title) => !title.startsWith("["))
          .map((title, i) => ({ title, count: 100 - i }));
        const vocab = EntityVocab.of(rows);
        for (const name of ["v.jsonl", "v.json"]) {
          await writeEntityVocab(vocab, join(folder, name));
          const read = await readEntityVocab(join(folder, name));
          expect([...read.entries()].map(({ id, entities }) => [id, entities])).toEqual(
            [...vocab.entries()].map(({ id, entities }) => [id, entities]),
          );
          if (name === "v.jsonl") expect([...read.entries()]).toEqual([...vocab.entries()]);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test("the jsonl file is the original's, line by line", async () => {
  await writeEntityVocab(EntityVocab.of([{ title: 'A "b"', count: 2 }]), join(folder, "o.jsonl"));
  expect(await readFile(join(folder, "o.jsonl"), "utf8")).toBe(
    '{"id":0,"entities":[["[PAD]",null]],"count":0}\n{"id":1,"entities":[["[UNK]",null]],"count":0}\n' +
      '{"id":2,"entities":[["[MASK]",null]],"count":0}\n{"id":3,"entities":[["A \\"b\\"",null]],"count":2}\n',
  );
});

test("tsv is read, its line number the id", async () => {
  const vocab = await readEntityVocab(await write("v.tsv", "[PAD]\t0\n[UNK]\t0\n[MASK]\t0\nNew York\t7\n"));
  expect([vocab.idOf("New York"), vocab.countOf(3)]).toEqual([3, 7]);
});

test("a broken file names its line, and a vocabulary without special rows is refused", async () => {
  const broken = await write("b.jsonl", '{"id":0,"entities":[["[PAD]",null]],"count":0}\n{"id":1}\n');
  await expect(readEntityVocab(broken)).rejects.toMatchObject({
    code: "VOC001",
    message: expect.stringContaining("line 2"),
  });
  await expect(readEntityVocab(await write("t.tsv", "a\n"))).rejects.toMatchObject({ code: "VOC001" });
  await expect(readEntityVocab(await write("n.json", '{"A": 0}'))).rejects.toMatchObject({ code: "VOC002" });
  await expect(readEntityVocab(join(folder, "none.json"))).rejects.toMatchObject({ code: "VOC001" });
  await expect(writeEntityVocab(EntityVocab.of([]), join(folder, "v.txt"))).rejects.toMatchObject({
    code: "VOC005",
  });
});

test("a hundred thousand entities load in a second or two", async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => ({
    title: `Title number ${i}`,
    count: 100_000 - i,
  }));
  await writeEntityVocab(EntityVocab.of(rows), join(folder, "big.jsonl"));
  const start = process.cpuUsage();
  const vocab = await readEntityVocab(join(folder, "big.jsonl"));
  expect(vocab.size).toBe(100_003);
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(4);
});
