import { expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { TokenBuffer } from "./token-buffer.ts";
import { WordCache } from "./word-cache.ts";

function remember(cache: WordCache, word: string, ids: number[]) {
  const buffer = new TokenBuffer();
  for (const id of ids) buffer.push(id, 7, 7 + word.length);
  cache.write(`1234567${word}`, 7, 7 + word.length, buffer, 0);
}

function recall(cache: WordCache, word: string) {
  const buffer = new TokenBuffer();
  if (!cache.read(`  ${word}!`, 2, 2 + word.length, buffer)) return undefined;
  const { ids, starts, ends } = buffer.toEncoding();
  return Array.from(ids, (id, index) => [id, starts[index], ends[index]]);
}

test("a word is found again wherever it stands, with its offsets there", () => {
  const cache = new WordCache();
  expect(recall(cache, "low")).toBe(undefined);
  remember(cache, "low", [4, 5]);
  remember(cache, "", []);
  expect(recall(cache, "low")).toEqual([
    [4, 2, 5],
    [5, 2, 5],
  ]);
  expect(recall(cache, "lox")).toBe(undefined);
  expect(recall(cache, "")).toEqual([]);
});

test("long words are not kept", () => {
  const cache = new WordCache();
  remember(cache, "x".repeat(49), [1]);
  expect(cache.size).toBe(0);
});

test("the cache empties itself when it is full, and stays right", () => {
  const cache = new WordCache();
  let largest = 0;
  for (let index = 0; index < 70_000; index++) {
    remember(cache, `word${index}`, [index]);
    largest = Math.max(largest, cache.size);
  }
  expect(largest).toBe(65_536);
  expect(cache.size).toBe(70_000 - 65_536);
  expect(recall(cache, "word69999")).toEqual([[69_999, 2, 11]]);
  expect(recall(cache, "word3")).toBe(undefined);
});

test("a tokenizer without a cache of words gives the same tokens", () => {
  const text = "low lower  lowest 10\n".repeat(3);
  const without = new RobertaTokenizer(smallFiles, { cacheWords: false });
  expect(without.encode(text)).toEqual(new RobertaTokenizer(smallFiles).encode(text));
});
