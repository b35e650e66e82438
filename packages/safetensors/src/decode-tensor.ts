import { dtypeUnsupported, integerTooLarge } from "./errors.ts";

/** A tensor on the host: floats as float32, every integer as int32. */
export type TensorData =
  | { readonly dtype: "float32"; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly dtype: "int32"; readonly shape: readonly number[]; readonly values: Int32Array };

/**
 * The numbers of a tensor stored as little-endian `dtype`.
 * Float16 and bfloat16 widen exactly; 64-bit integers must fit 32 bits.
 *
 * @throws LukeError SFT003 for a dtype without such a reading, SFT004 for an integer that does not fit
 */
export function decodeTensor(
  bytes: Uint8Array,
  entry: { readonly name: string; readonly dtype: string; readonly shape: readonly number[] },
  source: string,
): TensorData {
  const { dtype, shape, name } = entry;
  const float = (values: Float32Array): TensorData => ({ dtype: "float32", shape, values });
  const int = (values: Int32Array): TensorData => ({ dtype: "int32", shape, values });
  switch (dtype) {
    case "F32":
      return float(new Float32Array(aligned(bytes)));
    case "F64":
      return float(Float32Array.from(new Float64Array(aligned(bytes))));
    case "F16":
      return float(widenFloat16(new Uint16Array(aligned(bytes))));
    case "BF16":
      return float(widenBfloat16(new Uint16Array(aligned(bytes))));
    case "I32":
      return int(new Int32Array(aligned(bytes)));
    case "I64":
      return int(narrowInt64(new BigInt64Array(aligned(bytes)), name, source));
    case "I16":
      return int(Int32Array.from(new Int16Array(aligned(bytes))));
    case "I8":
      return int(Int32Array.from(new Int8Array(aligned(bytes))));
    case "U8":
    case "BOOL":
      return int(Int32Array.from(bytes));
    default:
      throw dtypeUnsupported(source, name, dtype);
  }
}

/** bfloat16 is the upper half of a float32. */
export function widenBfloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
  return new Float32Array(bits.buffer);
}

/** IEEE half precision: 1 sign, 5 exponent and 10 fraction bits. */
export function widenFloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i]!;
    const sign = (half & 0x8000) << 16;
    let exponent = (half >> 10) & 0x1f;
    let fraction = half & 0x3ff;
    if (exponent === 0x1f) {
      bits[i] = sign | 0x7f800000 | (fraction << 13);
    } else if (exponent === 0 && fraction === 0) {
      bits[i] = sign;
    } else {
      if (exponent === 0) {
        // A subnormal half is a normal float: shift its first bit up to the hidden place.
        const shift = Math.clz32(fraction) - 21;
        fraction = (fraction << shift) & 0x3ff;
        exponent = 1 - shift;
      }
      bits[i] = sign | ((exponent + 112) << 23) | (fraction << 13);
    }
  }
  return new Float32Array(bits.buffer);
}

/** The bytes in a buffer of their own that starts at a multiple of 8; copied only where they lie elsewhere. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (byteOffset === 0 && buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) return buffer;
  // Not slice(): that of a Node Buffer copies nothing, and its buffer holds more than these bytes.
  return new Uint8Array(bytes).buffer;
}

function narrowInt64(wide: BigInt64Array, name: string, source: string): Int32Array {
  const values = new Int32Array(wide.length);
  for (let i = 0; i < wide.length; i++) {
    values[i] = Number(wide[i]!);
    if (BigInt(values[i]!) !== wide[i]) throw integerTooLarge(source, name, wide[i]!);
  }
  return values;
}
