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
function mergedByDefinition(text: string): string[] {
  let symbols = [...bytesOf(text)];
  for (;;) {
    const ranks = symbols.slice(1).map((right, index) => rules.rank(symbols[index]!, right));
    const best = Math.min(...ranks);
    const at = ranks.indexOf(best);
    if (at < 0 || best === 0x7fffffff) return symbols.map((symbol) => rules.stringOf(symbol));
    symbols = [...symbols.slice(0, at), rules.merged(best), ...symbols.slice(at + 2)];
  }
}

function merged(text: string): string[] {
  const merger = new WordMerger(rules);
  merger.reserve(text.length);
  merger.symbols.set(bytesOf(text));
  const count = merger.merge(text.length);
  const ends = [...merger.ends.slice(0, count)];
  const strings = [...merger.symbols.slice(0, count)].map((symbol) => rules.stringOf(symbol));
  expect(ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))).toEqual(strings);
  return strings;
}

test("a word without rules stays its bytes, and one with a rule is merged from the left", () => {
  expect(merged("")).toEqual([]);
  expect(merged("xyz")).toEqual(["x", "y", "z"]);
  expect(merged("aaa")).toEqual(["aa", "a"]);
});

test("short words (by scan) and long ones (by heap) are merged as the definition says", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 200 });
  fc.assert(
    fc.property(letters, (word) => {
      expect(merged(word.join(""))).toEqual(mergedByDefinition(word.join("")));
    }),
  );
});
