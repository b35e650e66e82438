import fc from "fast-check";
import { expect, test } from "vitest";
import { RedirectList } from "./redirect-list.ts";
import { TitleList } from "./title-list.ts";

const title = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.integer({ max: 30 }).map((n) => `Page ${n}`),
  fc.constantFrom("", "é", "\ufeffmarked", "\u0000", "x".repeat(5000), "東京".repeat(700)),
);

test("a list of titles is what an array of them is, however many there are", () => {
  fc.assert(
    fc.property(fc.array(title, { maxLength: 1500, size: "max" }), fc.array(title), (titles, others) => {
      const list = new TitleList();
      for (const text of titles) list.add(text);
      list.trim();
      expect(list.size).toBe(titles.length);
      expect(titles.map((_, i) => list.at(i))).toEqual(titles);
      for (const text of [...titles.slice(0, 50), ...others])
        expect(list.indexOf(text)).toBe(titles.indexOf(text));
    }),
    { numRuns: 40 },
  );
});

test("a list of redirects is what a Map of the first of each title is, and can be added to after it was trimmed", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(title, title), { maxLength: 600, size: "max" }), (pairs) => {
      const list = new RedirectList();
      for (const [i, [from, to]] of pairs.entries()) {
        if (i === 5) list.trim();
        list.add(from, to);
      }
      const map = new Map(pairs.toReversed()); // the first comes last
      expect(list.size).toBe(map.size);
      expect(new Map(list)).toEqual(map);
      for (const [from, to] of map) expect(list.get(from)).toBe(to);
      expect(list.get("no such title")).toBeUndefined();
    }),
    { numRuns: 40 },
  );
});
