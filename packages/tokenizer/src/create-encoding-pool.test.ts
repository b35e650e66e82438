import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { createEncodingPool, saveTokenizer } from "./node.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";

const tokenizer = new RobertaTokenizer(smallFiles);
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-pool-"));
  await saveTokenizer(tokenizer, folder);
});
afterAll(() => rm(folder, { recursive: true }));

test("a pool encodes as the tokenizer does, in order, and again", async () => {
  const pool = createEncodingPool(folder, { workers: 2 });
  try {
    const texts = Array.from({ length: 60 }, (_, index) => `low ${"er low ".repeat(index * 50)}${index}`);
    const found = await pool.encodeBatch(texts);
    expect([found.size, pool.workers]).toEqual([60, 2]);
    expect([...found]).toEqual(texts.map((text) => tokenizer.encode(text)));
    expect(found.at(59)).toEqual(tokenizer.encode(texts[59]!));
    expect(found.numTokens).toBe(texts.reduce((sum, text) => sum + tokenizer.encode(text).ids.length, 0));
    expect(() => found.at(60)).toThrow("There is no text 60");
    const short = await pool.encodeBatch(["low er"], { maxLength: 3 });
    expect(short.at(0)).toEqual(tokenizer.encode("low er", { maxLength: 3 }));
    expect((await pool.encodeBatch([])).size).toBe(0);
    // What fails in a worker fails here with its code, and the pool goes on.
    await expect(pool.encodeBatch(["low"], { maxLength: 1 })).rejects.toMatchObject({ code: "TOK016" });
    expect((await pool.encodeBatch(["low"])).at(0)).toEqual(tokenizer.encode("low"));
  } finally {
    await pool.close();
  }
  await expect(pool.encodeBatch(["low"])).rejects.toThrow("closed");
});

test("a folder without a tokenizer is told with the first batch", async () => {
  const pool = createEncodingPool(join(folder, "absent"), { workers: 1 });
  await expect(pool.encodeBatch(["low"])).rejects.toMatchObject({ code: "TOK006" });
  await pool.close();
  expect(() => createEncodingPool(folder, { workers: 0 })).toThrow(RangeError);
});
