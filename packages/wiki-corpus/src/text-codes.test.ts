import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
const texts = fc.oneof(fc.string({ unit, maxLength: 30 }), fc.string({ maxLength: 30 }));

test.each(["Node", "a browser"])(
  "in %s a text comes back from its code units, halves of pairs too",
  async (where) => {
    if (where !== "Node") vi.stubGlobal("Buffer", undefined);
    const { codesOf, narrowTextOf, textOf } = await import("./text-codes.ts");
    vi.unstubAllGlobals();
    fc.assert(
      fc.property(texts, fc.nat(30), (text, from) => {
        const codes = codesOf(text);
        expect(codes[text.length]).toBe(0);
        const start = Math.min(from, text.length);
        expect(textOf(codes, start, text.length)).toBe(text.slice(start));
        expect(narrowTextOf(codes, start, text.length)).toBe(text.slice(start));
      }),
    );
    const long = "aé€😀".repeat(40_000);
    expect(textOf(codesOf(long), 0, long.length)).toBe(long);
    expect(narrowTextOf(codesOf("é".repeat(200_000)), 0, 200_000)).toBe("é".repeat(200_000));
  },
);
