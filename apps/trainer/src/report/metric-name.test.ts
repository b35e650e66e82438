import { expect, test } from "vitest";
import { metricName } from "./metric-name.ts";

test.each([
  ["f1", "F1"],
  ["macroF1", "macro F1"],
  ["strictF1", "strict F1"],
  ["exactMatch", "exact match"],
  ["precision", "precision"],
  ["mrr", "MRR"],
])("%s is written %s", (key, name) => expect(metricName(key)).toBe(name));
