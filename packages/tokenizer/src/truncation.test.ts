import fc from "fast-check";
import { expect, test } from "vitest";
import { truncation } from "./truncation.ts";

test("nothing is removed where nothing is too long", () => {
  expect(truncation("longest_first", 5, 5, 0)).toEqual({ first: 0, second: 0 });
  expect(truncation("only_second", 5, undefined, -3)).toEqual({ first: 0, second: 0 });
});

test("of two, the longer loses until both are equal, then each half, the odd one from the second", () => {
  // 10 and 4, 9 to remove: 6 make them equal at 4, of the other 3 the first loses 1 and the second 2.
  expect(truncation("longest_first", 10, 4, 9)).toEqual({ first: 7, second: 2 });
  expect(truncation("longest_first", 4, 10, 9)).toEqual({ first: 1, second: 8 });
});

test("a single list that is not longer than what must go is left, with a warning", () => {
  expect(truncation("only_first", 5, 9, 4)).toEqual({ first: 4, second: 0 });
  expect(truncation("longest_first", 5, undefined, 5)).toMatchObject({
    first: 0,
    warning: "Nothing was truncated: 5 should go from the first sequence, but it has 5",
  });
  expect(truncation("only_second", 5, undefined, 2).warning).toContain("there is none");
});

test("longest_first removes exactly as many as asked, while there are any", () => {
  const length = fc.nat(50);
  fc.assert(
    fc.property(length, length, length, (first, second, remove) => {
      const removed = truncation("longest_first", first, second, remove);
      expect(removed.first).toBeLessThanOrEqual(first);
      expect(removed.second).toBeLessThanOrEqual(second);
      expect(removed.first + removed.second).toBeLessThanOrEqual(remove);
      if (remove <= first + second - 1) expect(removed.first + removed.second).toBe(remove);
    }),
  );
});
