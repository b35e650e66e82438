import fc from "fast-check";
import { expect, test } from "vitest";
import { bestNullThreshold } from "./best-null-threshold.ts";
import { scoreAnswersOrNone } from "./score-answers-or-none.ts";

const texts = ["Rome", "the old Rome", "Oslo", "in Oslo"];

test("no other threshold has a better F1, and the figures are those of the scorer", () => {
  const row = fc.record({
    answers: fc.subarray(texts, { maxLength: 2 }),
    answer: fc.constantFrom(...texts),
    margin: fc.integer({ min: -3, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
      const found = bestNullThreshold(rows, rows);
      const questions = rows.map(({ answers }, i) => ({ id: `${i}`, answers }));
      const figuresAt = (threshold: number) => {
        const given = rows.map(
          ({ answer, margin }, i) => [`${i}`, margin > threshold ? "" : answer] as const,
        );
        return scoreAnswersOrNone(questions, new Map(given));
      };
      const { exactMatch, f1 } = figuresAt(found.threshold);
      expect([found.exactMatch, found.f1]).toEqual([expect.closeTo(exactMatch, 9), expect.closeTo(f1, 9)]);
      for (let threshold = -4; threshold <= 3; threshold++) {
        expect(figuresAt(threshold).f1).toBeLessThanOrEqual(found.f1 + 1e-9);
      }
    }),
  );
});

test("predictions for other questions are misuse", () => {
  expect(() => bestNullThreshold([], [])).toThrow(RangeError);
  expect(() => bestNullThreshold([{ answers: [] }], [])).toThrow(/0 predictions for 1 questions/);
});
