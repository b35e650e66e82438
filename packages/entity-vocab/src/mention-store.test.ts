/** Mention tables on disk: looked up without being read; what is cut off, of another version or missing is refused. */
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildMentionStore } from "./build-mention-store.ts";
import { type MentionRow, MentionTable } from "./mention-table.ts";
import { normalizeName } from "./name-scanner.ts";
import { openMentionStore } from "./open-mention-store.ts";
import { readMentionTable } from "./read-mention-table.ts";
import { writeMentionTable } from "./write-mention-table.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-store-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const info = { normalization: "lowercase", linkProbability: "occurrences" } as const;
const row = (name: string, title: string, count: number): MentionRow => ({
  name: normalizeName(name, "lowercase"),
  title,
  count,
  nameLinks: 7,
  nameOccurrences: 28,
  namePages: 14,
});

async function stored(name: string, rows: readonly MentionRow[]) {
  const path = join(folder, name);
  const table = new MentionTable(rows, info);
  await writeMentionTable(table, path);
  await buildMentionStore(path);
  return { table, path };
}

test("a store answers as the table in memory does, whatever the names", async () => {
  const word = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .filter((text) => normalizeName(text, "lowercase") !== "");
  const names = fc
    .sample(fc.array(word, { minLength: 1, maxLength: 3 }), { numRuns: 300, seed: 1 })
    .map((words) => words.join(" "));
  const { table, path } = await stored(
    "any",
    names.flatMap((name, i) => [row(name, `Title ${i % 7}`, 1 + (i % 3)), row(name, "Other", 2)]),
  );
  const store = await openMentionStore(path);
  try {
    expect([store.info, store.size]).toEqual([info, table.size]);
    for (const name of [...names, "no such name", "\ud800", "a\u0000b", ""]) {
      for (const filter of [
        {},
        { maxCandidates: 1 },
        { minLinkProbability: 0.3 },
        { linkProbability: "pages" as const },
      ])
        expect(store.candidates(name, filter)).toEqual(table.candidates(name, filter));
    }
  } finally {
    await store.close();
  }
});

test("names longer than a key of the store, with NUL or lone surrogates in them, are found", async () => {
  const long = "東".repeat(5000);
  const { path } = await stored("long", [
    row(`${long} a`, "A", 1),
    row(`${long} b`, "B", 1),
    row("x\u0000y\ud800z", "C", 1),
  ]);
  const store = await openMentionStore(path);
  try {
    expect(store.candidates(`${long} B`)[0]?.title).toBe("B");
    expect(store.candidates(`${long} c`)).toEqual([]);
    expect(store.candidates("x y z")[0]?.title).toBe("C");
  } finally {
    await store.close();
  }
});

test("a store or table that is missing, cut off or of another version is refused", async () => {
  const { path } = await stored("cut", [row("paris", "Paris", 1)]);
  const header = join(path, "mentions.lmdb", "store.json");
  const text = await readFile(header, "utf8");
  await writeFile(header, text.replace('"version":1', '"version":9'));
  await expect(openMentionStore(path)).rejects.toMatchObject({
    code: "VOC006",
    message: expect.stringContaining("version 9"),
  });
  await writeFile(header, text);
  await truncate(join(path, "mentions.lmdb", "data.mdb"), 8192);
  await expect(openMentionStore(path)).rejects.toMatchObject({
    code: "VOC006",
    message: expect.stringContaining("8192 bytes"),
  });
  await expect(openMentionStore(join(folder, "nowhere"))).rejects.toMatchObject({ code: "VOC006" });

  const table = await readFile(join(path, "mentions.parquet"));
  for (const length of [0, 3, 100, table.length - 20]) {
    await writeFile(join(path, "mentions.parquet"), table.subarray(0, length));
    await expect(readMentionTable(path)).rejects.toMatchObject({ code: "VOC006" });
    await expect(buildMentionStore(path)).rejects.toMatchObject({ code: "VOC006" });
  }
  await writeFile(
    join(path, "mentions.parquet"),
    Buffer.from(table.toString("latin1").replace('"version":2', '"version":1'), "latin1"),
  );
  await expect(readMentionTable(path)).rejects.toMatchObject({
    code: "VOC006",
    message: expect.stringContaining("version 1"),
  });
});

test("a table that cannot be written leaves nothing behind", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(
    writeMentionTable(new MentionTable([], info), join(folder, "file", "table")),
  ).rejects.toMatchObject({
    code: "VOC008",
  });
  await mkdir(join(folder, "taken", "mentions.parquet", "x"), { recursive: true });
  await expect(writeMentionTable(new MentionTable([], info), join(folder, "taken"))).rejects.toMatchObject({
    code: "VOC008",
  });
  await expect(readFile(join(folder, "taken", "mentions.parquet.part"))).rejects.toMatchObject({
    code: "ENOENT",
  });
});
