import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonMistake, jsonPositions, positionText } from "./json-positions.ts";

test("objects are found by the keys that lead to them", () => {
  const text = '{"a": [1, {"b\\"c": "}{"},\n {}],\n  "d": {"e": [[{}]]}}';
  expect([...jsonPositions(text)].map(([path, position]) => `${path}: ${positionText(position)}`)).toEqual([
    ": line 1, column 1",
    "a/1: line 1, column 11",
    "a/2: line 2, column 2",
    "d: line 3, column 8",
    "d/e/0/0: line 3, column 16",
  ]);
});

test.each([
  ["", "line 1, column 1"],
  ['{"a": 1,}', "line 1, column 9"],
  ["[1,\n 2 3]", "line 2, column 4"],
  ['{"a"\n 1}', "line 1, column 5"],
  ['["cut', "line 1, column 6"],
  ['["a\nb"]', "line 1, column 4"],
  ["[01]", "line 1, column 3"],
  ["{} {}", "line 1, column 4"],
  ['[{"a": 1}', "line 1, column 10"],
])("%j stops being JSON at its first mistake", (text, where) => {
  expect(positionText(jsonMistake(text)!)).toBe(where);
});

test("whatever JSON.stringify writes has no mistake, and what is cut off has one", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(3), fc.nat(), (value, indent, cut) => {
      const text = JSON.stringify(value, null, indent);
      expect(jsonMistake(text)).toBeUndefined();
      if (typeof value !== "object" || value === null) return;
      expect(jsonMistake(text.slice(0, cut % text.length))).toBeDefined();
    }),
  );
});

test("each object is where its text begins", () => {
  const objects = (value: unknown, path: readonly string[]): [string, object][] => {
    if (typeof value !== "object" || value === null) return [];
    const inner = Object.entries(value).flatMap(([key, child]) => objects(child, [...path, key]));
    return Array.isArray(value) ? inner : [[path.join("/"), value], ...inner];
  };
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.jsonValue())), (value) => {
      const text = JSON.stringify(value, null, 1);
      const positions = jsonPositions(text);
      for (const [path] of objects(value, [])) {
        // Keys that JSON escapes, or with a slash, are not asked for here.
        if (!/^[a-z0-9/]*$/.test(path) || path.includes("//")) continue;
        const { line, column } = positions.get(path)!;
        expect(text.split("\n")[line - 1]![column - 1]).toBe("{");
      }
    }),
  );
});
