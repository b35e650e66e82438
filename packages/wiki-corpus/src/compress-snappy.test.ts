import fc from "fast-check";
import { snappyUncompress } from "hyparquet";
import { expect, test } from "vitest";
import { compressSnappy } from "./compress-snappy.ts";

function roundTrip(bytes: Uint8Array): Uint8Array {
  const output = new Uint8Array(bytes.length);
  snappyUncompress(compressSnappy(bytes), output);
  return output;
}

test("what is compressed comes back: nothing, one byte, runs, text, noise", () => {
  const text = new TextEncoder().encode("Lisbon is the capital of Portugal. ".repeat(5000));
  const noise = Uint8Array.from({ length: 200_000 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 24);
  for (const bytes of [new Uint8Array(), Uint8Array.of(7), new Uint8Array(100_000), text, noise]) {
    expect(Buffer.compare(roundTrip(bytes), bytes)).toBe(0);
  }
  expect(compressSnappy(text).length).toBeLessThan(text.length / 15);
});

test("any bytes come back, at any offset of their buffer", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, fc.array(fc.nat(11), { maxLength: 300 }), fc.nat(9), (words, order, shift) => {
      const bytes = Buffer.concat(order.map((word) => words[word] ?? Uint8Array.of(word)));
      const shifted = new Uint8Array(bytes.length + shift).subarray(shift);
      shifted.set(bytes);
      expect(Buffer.compare(roundTrip(shifted), bytes)).toBe(0);
    }),
  );
});
