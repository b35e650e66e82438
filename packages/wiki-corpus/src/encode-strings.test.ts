import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeStrings } from "./encode-strings.ts";

test("strings become the UTF-8 of TextEncoder, lone surrogates included", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 80 })), (strings) => {
      const expected = strings.map((string) => Array.from(new TextEncoder().encode(string)));
      expect(encodeStrings(strings).map((bytes) => Array.from(bytes))).toEqual(expected);
    }),
  );
  expect(Array.from(encodeStrings(["a\ud800b"])[0]!)).toEqual([0x61, 0xef, 0xbf, 0xbd, 0x62]);
});
