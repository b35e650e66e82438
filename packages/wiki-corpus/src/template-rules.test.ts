import { expect, test } from "vitest";
import { argumentsOf } from "./template-pieces.ts";
import { templateRules } from "./template-rules.ts";

test("every pattern shows an argument once, in rising order, which keeps nested templates linear", () => {
  for (const [name, patterns] of Object.entries(templateRules)) {
    for (const pattern of patterns) {
      const numbers = argumentsOf(pattern);
      expect(numbers, name).toEqual([...new Set(numbers)].sort());
    }
  }
});

test("names are lower case without underscores", () => {
  for (const name of Object.keys(templateRules)) expect(name).toBe(name.toLowerCase().replaceAll("_", " "));
});
