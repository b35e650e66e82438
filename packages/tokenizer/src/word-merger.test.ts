import fc from "fast-check";
import { expect, test } from "vitest";
import { MergeRules } from "./merge-rules.ts";
import { WordMerger } from "./word-merger.ts";

const rules = new MergeRules([
  "a a",
  "b c",
  "a b",
  "aa aa",
  "ab c",
  "aa b",
  "c c",
  "bc c",
  "aab aab",
  "cc aa",
]);

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The definition: find the rule of the lowest rank, leftmost first; apply it; start again. */
function mergedByDefinition(text: string, by: MergeRules = rules): string[] {
  let symbols = [...bytesOf(text)];
  for (;;) {
    const ranks = symbols.slice(1).map((right, index) => by.rank(symbols[index]!, right));
    const best = Math.min(...ranks);
    const at = ranks.indexOf(best);
    if (at < 0 || best === 0x7fffffff) return symbols.map((symbol) => by.stringOf(symbol));
    symbols = [...symbols.slice(0, at), by.merged(best), ...symbols.slice(at + 2)];
  }
}

function merged(text: string, by: MergeRules = rules): string[] {
  const merger = new WordMerger(by);
  merger.reserve(text.length);
  merger.symbols.set(bytesOf(text));
  const count = merger.merge(text.length);
  const ends = [...merger.ends.slice(0, count)];
  const strings = [...merger.symbols.slice(0, count)].map((symbol) => by.stringOf(symbol));
  expect(ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))).toEqual(strings);
  return strings;
}

test("a word without rules stays its bytes, and one with a rule is merged from the left", () => {
  expect(merged("")).toEqual([]);
  expect(merged("xyz")).toEqual(["x", "y", "z"]);
  expect(merged("aaa")).toEqual(["aa", "a"]);
});

test("short words (by scan) and long ones (by queue) are merged as the definition says", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 200 });
  fc.assert(
    fc.property(letters, (word) => {
      expect(merged(word.join(""))).toEqual(mergedByDefinition(word.join("")));
    }),
  );
});

test("so they are by rules in any order, where a later rule makes the parts of an earlier one", () => {
  const part = fc.stringMatching(/^[ab]{1,3}$/);
  const lines = fc.uniqueArray(
    fc.tuple(part, part).map((parts) => parts.join(" ")),
    { minLength: 1, maxLength: 30 },
  );
  const letters = fc.stringMatching(/^[ab]{40,150}$/);
  fc.assert(
    fc.property(lines, letters, (given, word) => {
      const by = new MergeRules(given);
      expect(merged(word, by)).toEqual(mergedByDefinition(word, by));
    }),
    { numRuns: 300 },
  );
});
