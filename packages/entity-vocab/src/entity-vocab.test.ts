import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EntityVocab } from "./entity-vocab.ts";
import { readEntityVocab } from "./read-entity-vocab.ts";
import { readLines } from "./read-lines.ts";
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

test("any titles survive every format that can hold them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1 }), { maxLength: 20 }),
      async (titles) => {
        const rows = titles
          .filter((title) => !title.startsWith("["))
          .map((title, i) => ({ title, count: 100 - i }));
        const vocab = EntityVocab.of(rows);
        const names = titles.some((title) => /[\t\r\n]/.test(title))
          ? ["v.jsonl", "v.json"]
          : ["v.jsonl", "v.json", "v.tsv"];
        for (const name of names) {
          await writeEntityVocab(vocab, join(folder, name));
          const read = await readEntityVocab(join(folder, name));
          expect([...read.entries()].map(({ id, entities }) => [id, entities])).toEqual(
            [...vocab.entries()].map(({ id, entities }) => [id, entities]),
          );
          if (name !== "v.json") expect([...read.entries()]).toEqual([...vocab.entries()]);
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

const european = new EntityVocab([
  { id: 0, entities: [["[PAD]", null]], count: 0 },
  { id: 1, entities: [["[UNK]", null]], count: 0 },
  { id: 2, entities: [["[MASK]", null]], count: 0 },
  {
    id: 3,
    entities: [
      ["Alien: Covenant", "en"],
      ["Alien", "de"],
    ],
    count: 9,
  },
  { id: 4, entities: [["1984", "zh-yue"]], count: 2, redirects: [["Nineteen", "zh-yue"]] },
]);

test("languages survive: in .jsonl as they are, in .json before the title", async () => {
  for (const name of ["languages.jsonl", "languages.json"]) {
    await writeEntityVocab(european, join(folder, name));
    const read = await readEntityVocab(join(folder, name));
    expect(read.entitiesOf(3)).toEqual(european.entitiesOf(3));
    expect(read.idOf("1984", "zh-yue")).toBe(4);
  }
  expect(JSON.parse(await readFile(join(folder, "languages.json"), "utf8"))).toEqual({
    "[PAD]": 0,
    "[UNK]": 1,
    "[MASK]": 2,
    "en:Alien: Covenant": 3,
    "de:Alien": 3,
    "zh-yue:1984": 4,
  });
  await expect(writeEntityVocab(european, join(folder, "languages.tsv"))).rejects.toMatchObject({
    code: "VOC007",
  });
});

test("a title with a colon is no language where others have none", async () => {
  const path = await write("c.json", '{"[PAD]": 0, "[UNK]": 1, "[MASK]": 2, "en:Tokyo": 3, "Oslo": 4}');
  expect((await readEntityVocab(path)).idOf("en:Tokyo")).toBe(3);
});

test("redirects find the entity, are kept in .jsonl, and are no titles", async () => {
  await writeEntityVocab(european, join(folder, "redirects.jsonl"));
  const read = await readEntityVocab(join(folder, "redirects.jsonl"));
  expect([read.idOf("Nineteen", "zh-yue"), read.titleOf(4)]).toEqual([4, "1984"]);
  expect([...read.entries()]).toEqual([...european.entries()]);
});

test("numbers as titles keep their order, and titles may be escaped", async () => {
  const path = await write("n2.json", ' {"[PAD]":0,"[UNK]":1,"[MASK]":2,"\\u0041\\"\\\\":3,"10":4,"9":5}\n');
  const read = await readEntityVocab(path);
  expect([3, 4, 5].map((id) => read.titleOf(id))).toEqual(['A"\\', "10", "9"]);
});

test("damaged json names the line and what it wanted", async () => {
  const cases = {
    "[]": "an object",
    '{"a": 0': "a comma",
    '{"a" 0}': "a colon",
    '{"a": "b"}': "an id",
    '{"a\\x": 1}': "a title in JSON",
    '{"a': "a title with its end",
    '{"a": 1} {': "nothing after",
    '{\n"a": 1,\n}': "line 3",
  };
  for (const [text, message] of Object.entries(cases)) {
    await expect(readEntityVocab(await write("d.json", text))).rejects.toMatchObject({
      code: "VOC001",
      message: expect.stringContaining(message),
    });
  }
});

test("two ids for a title, a far-off id and rows of the wrong shape are refused", async () => {
  const head = ["[PAD]", "[UNK]", "[MASK]"]
    .map((title, id) => JSON.stringify({ id, entities: [[title, null]], count: 0 }))
    .join("\n");
  for (const [row, message] of [
    ['{"id":3,"entities":[["[MASK]",null]]}', "the ids 2 and 3"],
    ['{"id":3e9,"entities":[["A",null]]}', "far beyond"],
    ['{"id":3,"entities":[["A"]]}', "line 4"],
    ['{"id":3,"entities":["A"]}', "line 4"],
    ['{"id":3,"entities":[["A",null]],"count":-1}', "line 4"],
    ['{"id":3,"entities":[["A",null]]},{"id":4,"entities":[["B",null]]}', "line 4"],
  ] as const) {
    await expect(readEntityVocab(await write("r.jsonl", `${head}\n${row}\n`))).rejects.toMatchObject({
      code: "VOC001",
      message: expect.stringContaining(message),
    });
  }
  await expect(readEntityVocab(folder)).rejects.toMatchObject({ code: "VOC001" });
});

test("lines longer than what is read at once arrive whole", async () => {
  const titles = Array.from({ length: 200 }, (_, i) => `${i}${"é".repeat(i * 20)}`);
  await write("long.txt", titles.join("\r\n"));
  expect([...readLines(join(folder, "long.txt"), 16)].flat()).toEqual(titles);
});
