import fc from "fast-check";
import { expect, test } from "vitest";
import { PackedStrings } from "./packed-strings.ts";

test("strings are numbered in order, once each, and come back as they went in", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 12 })), (texts) => {
      const packed = new PackedStrings();
      const numbers = texts.map((text) => packed.add(text));
      const distinct = [...new Set(texts)];
      expect(numbers).toEqual(texts.map((text) => distinct.indexOf(text)));
      for (const strings of [packed, packed.trim()]) {
        expect(strings.size).toBe(distinct.length);
        expect(distinct.map((_, i) => strings.at(i))).toEqual(distinct);
        expect(distinct.map((text) => strings.indexOf(text))).toEqual(distinct.map((_, i) => i));
        expect(strings.indexOf("none of thirteen")).toBe(-1);
      }
      expect(packed.add("none of thirteen")).toBe(distinct.length); // after trim too
    }),
  );
});

test("a string longer than a call's arguments may be", () => {
  const packed = new PackedStrings();
  const text = "a𝒳".repeat(100_000);
  expect(packed.at(packed.add(text))).toBe(text);
  expect(packed.add("b")).toBe(1);
});
