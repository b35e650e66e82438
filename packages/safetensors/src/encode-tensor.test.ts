import fc from "fast-check";
import { expect, test } from "vitest";
import { widenBfloat16, widenFloat16 } from "./decode-tensor.ts";
import { narrowToBfloat16, narrowToFloat16 } from "./encode-tensor.ts";

const everyHalf = Uint16Array.from({ length: 65536 }, (_, bits) => bits);

test.each([
  ["float16", narrowToFloat16, widenFloat16, 0x7c00],
  ["bfloat16", narrowToBfloat16, widenBfloat16, 0x7f80],
] as const)("every %s survives widening and narrowing, and what is not a number stays that", (...row) => {
  const [, narrow, widen, infinity] = row;
  const back = narrow(widen(everyHalf));
  for (const bits of everyHalf) {
    const magnitude = bits & 0x7fff;
    if (magnitude <= infinity) expect(back[bits]).toBe(bits);
    else expect(back[bits]! & 0x7fff).toBeGreaterThan(infinity);
  }
});

test.each([
  ["float16", narrowToFloat16, widenFloat16, 65504],
  ["bfloat16", narrowToBfloat16, widenBfloat16, 3.3895313892515355e38],
] as const)("%s is the nearest one, ties to even", (...row) => {
  const [, narrow, widen, largest] = row;
  const at = (bits: number): number => widen(Uint16Array.of(bits))[0]!;
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (x) => {
      const bits = narrow(Float32Array.of(x))[0]!;
      const found = at(bits);
      if (!Number.isFinite(found)) {
        expect(Math.abs(x)).toBeGreaterThan(largest);
        return;
      }
      for (const neighbour of [at(bits + 1), bits & 0x7fff ? at(bits - 1) : 0]) {
        if (!Number.isFinite(neighbour)) continue;
        const [near, far] = [Math.abs(x - found), Math.abs(x - neighbour)];
        expect(near).toBeLessThanOrEqual(far);
        if (near === far && found !== neighbour) expect(bits & 1).toBe(0);
      }
    }),
    { numRuns: 2000 },
  );
});
