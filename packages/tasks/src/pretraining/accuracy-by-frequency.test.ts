import { expect, test } from "vitest";
import { accuracyByFrequency } from "./accuracy-by-frequency.ts";

test("masked entities are cut into ten equal groups by their mentions in training, rarest first", () => {
  // Entity i is mentioned i times; 0 to 4 are never found, 10 is beyond the list and so the rarest.
  const counts = Array.from({ length: 10 }, (_, i) => i);
  const labels = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1, 10];
  const hits = labels.map((label) => (label > 4 ? 1 : 0));
  const figures = accuracyByFrequency(labels, hits, counts);
  // In order: 0, 10 | 1, 1 | 2, 2 | …
  expect(figures.entityAccuracyDecile1).toBe(0.5);
  expect(figures.entityAccuracyDecile5).toBe(0);
  expect(figures.entityAccuracyDecile6).toBe(1);
  expect(figures.entityAccuracyDecile10).toBe(1);
  expect(Object.keys(figures)).toHaveLength(10);
});

test("fewer than ten masked entities have no deciles", () => {
  expect(accuracyByFrequency([1, 2], [1, 1], [])).toEqual({});
});
