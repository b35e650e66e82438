import fc from "fast-check";
import { expect, test } from "vitest";
import { surroundings } from "./surroundings.ts";

const around = (text: string, start: number, end: number) => {
  const { before, after } = surroundings(text, start, end);
  return `${before}[${text.slice(start, end)}]${after}`;
};

test("a short text stands whole, of a long one whole words", () => {
  expect(around("Ann lives in Oslo.", 13, 17)).toBe("Ann lives in [Oslo].");
  const long = `${"Ann lives in Rome. ".repeat(10)}Oslo ${"is far from there. ".repeat(10)}`;
  const start = long.indexOf("Oslo");
  expect(around(long, start, start + 4)).toMatch(
    /^… (in Rome|lives in Rome|Rome|Ann lives).+\[Oslo\] is far.+ …$/,
  );
});

test("what is shown stands in the text, next to the stretch", () => {
  const spans = fc.tuple(fc.string({ maxLength: 400 }), fc.nat(), fc.nat()).map(([text, a, b]) => {
    const [from, to] = [a % (text.length + 1), b % (text.length + 1)];
    return { text, start: Math.min(from, to), end: Math.max(from, to) };
  });
  fc.assert(
    fc.property(spans, ({ text, start, end }) => {
      const { before, after } = surroundings(text, start, end);
      expect(text.slice(0, start).endsWith(start > 80 ? before.slice(1) : before)).toBe(true);
      expect(text.slice(end).startsWith(end + 80 < text.length ? after.slice(0, -1) : after)).toBe(true);
    }),
  );
});
