import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RobertaTokenizer, trainByteLevelBpe } from "./index.ts";

const sentence = readFileSync(new URL("../README.md", import.meta.url), "utf8");
let state = 2010;
const random = (below: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const ofLength = (bytes: number, unit: string): string =>
  unit.repeat(Math.ceil(bytes / Buffer.byteLength(unit)));
const randomOf = (count: number, first: number, range: number): string =>
  Array.from({ length: count }, () => String.fromCodePoint(first + random(range))).join("");

const kinds: Readonly<Record<string, (bytes: number) => string>> = {
  "one repeated letter": (bytes) => ofLength(bytes, "a"),
  "random bytes": (bytes) => Buffer.from(Uint8Array.from({ length: bytes }, () => random(256))).toString(),
  emoji: (bytes) => ofLength(bytes, "😀"),
  "different emoji": (bytes) => randomOf(bytes / 4, 0x1f300, 0x300),
  "one word of CJK": (bytes) => randomOf(bytes / 3, 0x4e00, 0x5000),
  "white space": (bytes) => ofLength(bytes, " \n"),
  apostrophes: (bytes) => ofLength(bytes, "'"),
  "openings of special tokens": (bytes) => ofLength(bytes, "<mas"),
};

test("every kind of text costs at most five times natural text a byte, and ten megabytes seconds", async () => {
  const natural = ofLength(1e6, sentence);
  const tokenizer = new RobertaTokenizer(
    await trainByteLevelBpe([sentence, "a".repeat(64), "😀".repeat(40), "東京".repeat(40)], {
      vocabSize: 1200,
    }),
  );
  const secondsPerByte = (text: string): number => {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 4; round++) {
      const started = performance.now();
      tokenizer.encode(text);
      best = Math.min(best, (performance.now() - started) / 1000 / Buffer.byteLength(text));
    }
    return best;
  };
  const wanted = 5 * secondsPerByte(natural);
  for (const [name, make] of Object.entries(kinds)) {
    expect(secondsPerByte(make(1e6)) / wanted, name).toBeLessThan(1);
    const started = performance.now();
    tokenizer.encode(make(1e7));
    expect((performance.now() - started) / 1000, name).toBeLessThan(30);
  }
}, 120_000);

test("a gigabyte of text in pieces keeps memory flat", async () => {
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe([sentence], { vocabSize: 1200 }));
  const used = (): number => {
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return heapUsed + external + arrayBuffers;
  };
  let peak = 0;
  let after10 = 0;
  for (let megabyte = 0; megabyte < 1000; megabyte++) {
    // New words all the time, so that the cache fills and is emptied again and again.
    const text = ofLength(1e6, `${sentence.slice(random(4000))} ${randomOf(20_000, 0x61, 0x4000)} `);
    tokenizer.encode(text);
    peak = Math.max(peak, used());
    if (megabyte === 10) after10 = peak;
  }
  expect(peak - after10).toBeLessThan(150e6);
}, 600_000);
