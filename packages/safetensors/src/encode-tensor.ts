import type { TensorData } from "./decode-tensor.ts";

/** How floats are stored; integers are always I32. */
export type FloatDtype = "F32" | "F16" | "BF16";

/** Bytes of one number. */
export function bytesOf(dtype: TensorData["dtype"], floats: FloatDtype): number {
  return dtype === "int32" || floats === "F32" ? 4 : 2;
}

/** The little-endian bytes of a tensor; floats rounded to the nearest number of `floats`, ties to even. */
export function encodeTensor(values: Float32Array | Int32Array, floats: FloatDtype): Uint8Array {
  const stored =
    values instanceof Int32Array || floats === "F32"
      ? values
      : floats === "F16"
        ? narrowToFloat16(values)
        : narrowToBfloat16(values);
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

/** The upper half of a float32, rounded; NaN stays NaN, too large becomes infinite. */
export function narrowToBfloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) {
    const word = bits[i]!;
    const isNotANumber = (word & 0x7fffffff) > 0x7f800000;
    // Half of the last kept place, less one where that place is even: ties go to even.
    halves[i] = isNotANumber ? (word >>> 16) | 0x40 : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
  }
  return halves;
}

/** IEEE half precision: 1 sign, 5 exponent and 10 fraction bits; beyond 65504 (rounded) is infinite. */
export function narrowToFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) halves[i] = float16Of(bits[i]!);
  return halves;
}

function float16Of(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // From 65520 on, the nearest half is infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  const exponent = (magnitude >>> 23) - 112;
  const fraction = magnitude & 0x7fffff;
  if (exponent > 0) return sign | roundShift((exponent << 23) | fraction, 13);
  // Below 2⁻²⁵ is zero; between, a subnormal: the hidden bit takes part in the shift.
  return exponent < -10 ? sign : sign | roundShift(0x800000 | fraction, 14 - exponent);
}

/** value / 2^shift to the nearest integer, ties to even. */
function roundShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
