import fc from "fast-check";
import { expect, test } from "vitest";
import { highestScores } from "./highest-scores.ts";
import { softmax } from "./label-scores.ts";

test("the highest of softmax, best first", () => {
  fc.assert(
    fc.property(
      fc.float32Array({ noNaN: true, min: -50, max: 50, minLength: 1 }),
      fc.integer({ min: 1, max: 9 }),
      (logits, k) => {
        const wanted = [...softmax(logits)].sort((a, b) => b - a).slice(0, k);
        const found = highestScores(logits, k);
        expect(found).toHaveLength(wanted.length);
        found.forEach(({ id, score }, i) => {
          expect(score).toBeCloseTo(wanted[i]!, 9);
          expect(softmax(logits)[id]).toBeCloseTo(score, 9);
        });
      },
    ),
  );
});
