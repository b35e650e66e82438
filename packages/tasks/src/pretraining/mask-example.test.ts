import { Random } from "@lukejs/kernels";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createMasking } from "./create-masking.ts";
import { type MaskingOptions, type MaskingRandom, maskExample } from "./mask-example.ts";
import { roundHalfEven } from "./round-half-even.ts";
import { wordGroups, wordStartTable } from "./word-groups.ts";

const options: MaskingOptions = { maskWordId: 4, maskEntityId: 2, firstRandomWordId: 2, vocabSize: 1000 };

/** `<s>`, the ids, `</s>`; one entity on each listed run of positions. */
const example = (ids: number[], ...mentions: number[][]) => ({
  wordIds: Int32Array.from([0, ...ids, 2]),
  entityIds: Int32Array.from(mentions, (_, i) => 100 + i),
  entityPositions: mentions.map((positions) => Int32Array.from(positions)),
});
const words = (n: number) => Array.from({ length: n }, (_, i) => 500 + i);

/** Draws the listed floats, and permutations in order. */
const scripted = (...floats: number[]): MaskingRandom => ({
  nextFloat: () => floats.shift() ?? 0,
  nextInt: (below) => below - 1,
  permutation: (n) => Int32Array.from({ length: n }, (_, i) => i),
});

test("halves are rounded to the even integer, as Python does", () => {
  expect([0.5, 1.5, 2.5, 4.5, 2.4, 2.6, 3].map(roundHalfEven)).toEqual([0, 2, 2, 4, 2, 3, 3]);
});

test("15 % of the words are chosen, at least one, rounded to even", () => {
  const counts = [1, 3, 10, 30, 50, 100].map(
    (n) => maskExample(example(words(n)), options, new Random(1, n)).maskedWords.length,
  );
  // 0.15, 0.45, 1.5, 4.5, 7.5, 15
  expect(counts).toEqual([1, 1, 2, 4, 8, 15]);
});

test("no word at all is masked where there is none, or at probability 0", () => {
  expect(maskExample(example([]), options, new Random(1)).maskedWords).toHaveLength(0);
  const none = maskExample(
    example(words(20), [1]),
    { ...options, wordProbability: 0, entityProbability: 0 },
    new Random(1),
  );
  expect([none.maskedWords.length, none.maskedEntities.length]).toEqual([0, 0]);
});

test("below 0.8 a word becomes <mask>, below 0.9 a random word, above it stays", () => {
  const masked = maskExample(example(words(20)), options, scripted(0.79, 0.89, 0.9));
  expect([...masked.wordIds.subarray(1, 5)]).toEqual([4, 999, 502, 503]);
  expect([...masked.maskedWords]).toEqual([1, 2, 3]);
  expect([...masked.wordLabels]).toEqual([500, 501, 502]);
});

test("a whole word is one choice, and each of its random subwords is drawn anew", () => {
  const wordStarts = new Uint8Array(1000).fill(1);
  wordStarts[501] = 0;
  let next = 10;
  const random = { ...scripted(0.85), nextInt: () => next++ };
  const masked = maskExample(example(words(14)), { ...options, wordStarts }, random);
  expect([...masked.wordIds.subarray(1, 4)]).toEqual([12, 13, 502]);
});

test("a group larger than what is left of the budget is skipped, not cut", () => {
  const wordStarts = new Uint8Array(1000).fill(1);
  for (const id of [502, 503, 504]) wordStarts[id] = 0;
  // Groups: 500 | 501 502 503 504 | 505 …; budget round(0.15 × 14) = 2: the group of four does not fit.
  const masked = maskExample(example(words(14)), { ...options, wordStarts }, scripted());
  expect([...masked.maskedWords]).toEqual([1, 6]);
});

test("where no group fits, one word is masked anyway", () => {
  const wordStarts = new Uint8Array(1000);
  const masked = maskExample(example(words(10)), { ...options, wordStarts }, scripted(0.99));
  expect([...masked.maskedWords]).toEqual([10]);
  expect(masked.wordIds[10]).toBe(4);
});

test("15 % of the entities become [MASK], at least one, and the words of their mentions stay", () => {
  const mentions = Array.from({ length: 30 }, (_, i) => [i + 1]);
  const masked = maskExample(
    example(words(40), ...mentions),
    { ...options, wordProbability: 0 },
    new Random(2),
  );
  expect(masked.maskedEntities).toHaveLength(4);
  for (const [k, i] of masked.maskedEntities.entries()) {
    expect(masked.entityIds[i]).toBe(2);
    expect(masked.entityLabels[k]).toBe(100 + i);
  }
  expect([...masked.wordIds]).toEqual([0, ...words(40), 2]);
  expect(maskExample(example(words(5), [1]), options, new Random(3)).maskedEntities).toHaveLength(1);
});

test("on request the words of a masked mention are masked first and count towards the 15 %", () => {
  const given = example(words(20), [5, 6]);
  const masked = maskExample(given, { ...options, maskMentionWords: true }, scripted());
  // Budget 3: both words of the mention, then the first other word.
  expect([...masked.maskedWords]).toEqual([1, 5, 6]);
});

test("masking depends on its key alone and differs from epoch to epoch", () => {
  const given = example(words(60), [1], [2], [3]);
  const at = (epoch: number) => maskExample(given, options, new Random(7, epoch, 42));
  expect(at(0)).toEqual(at(0));
  expect(at(0).maskedWords).not.toEqual(at(1).maskedWords);
});

test("labels are the original ids, all else is untouched, and the input is not changed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), fc.integer(), fc.boolean(), (n, seed, whole) => {
      const given = example(words(n), ...(n > 3 ? [[1, 2], [3]] : []));
      const before = Int32Array.from(given.wordIds);
      const wordStarts = Uint8Array.from({ length: 1000 }, (_, id) => (id % 3 === 0 ? 0 : 1));
      const masked = maskExample(given, whole ? { ...options, wordStarts } : options, new Random(seed));
      expect(given.wordIds).toEqual(before);
      const restored = Int32Array.from(masked.wordIds);
      for (const [k, i] of masked.maskedWords.entries()) restored[i] = masked.wordLabels[k]!;
      expect(restored).toEqual(before);
      expect(masked.maskedWords).not.toContain(0);
      expect(masked.maskedWords).not.toContain(n + 1);
    }),
  );
});

test("over many words about 80 % are masked, 10 % random and 10 % kept", () => {
  const given = example(new Array<number>(20_000).fill(600));
  const masked = maskExample(given, { ...options, vocabSize: 500 }, new Random(5));
  const share = (test: (id: number) => boolean) =>
    [...masked.maskedWords].filter((i) => test(masked.wordIds[i]!)).length / masked.maskedWords.length;
  expect(share((id) => id === 4)).toBeCloseTo(0.8, 1);
  expect(share((id) => id === 600)).toBeCloseTo(0.1, 1);
});

test("a word begins at a leading space or at punctuation; other tokens continue it", () => {
  const tokens = ["<s>", "Ġthe", "re", ",", "Ġ", "-x", "Â", "¿", "…"];
  const table = wordStartTable({ vocabSize: tokens.length, tokenOf: (id) => tokens[id] });
  // "<" is a symbol that BERT counts as punctuation; "¿" is one in Unicode.
  expect([...table]).toEqual([1, 1, 0, 1, 1, 1, 0, 1, 1]);
  expect(wordGroups(Int32Array.of(0, 2, 2, 1, 2, 3, 0), table)).toEqual([[1, 2], [3, 4], [5]]);
  expect(wordGroups(Int32Array.of(0, 2, 1, 0), undefined)).toEqual([[1], [2]]);
});

test("the options for a tokenizer mask whole words and draw any id above padding, unless subwords are asked for", () => {
  const tokens = ["<s>", "<pad>", "</s>", "<mask>", "Ġa", "b"];
  const tokenizer = { padId: 1, maskId: 3, vocabSize: 6, tokenOf: (id: number) => tokens[id] };
  const ids = { maskWordId: 3, maskEntityId: 2, firstRandomWordId: 2, vocabSize: 6 };
  expect(createMasking(tokenizer, { maskId: 2 }, { wordProbability: 0.3 })).toEqual({
    ...ids,
    wordProbability: 0.3,
    wordStarts: Uint8Array.of(1, 1, 1, 1, 1, 0),
  });
  expect(createMasking(tokenizer, { maskId: 2 }, { wholeWords: false })).toEqual(ids);
});
