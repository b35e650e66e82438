import type { TensorData } from "./decode-tensor.ts";
import { bytesOf, type FloatDtype } from "./encode-tensor.ts";

/** What a header needs to know of a tensor. */
export type TensorShape = Pick<TensorData, "dtype" | "shape">;

/**
 * The first bytes of a safetensors file: length and JSON, padded with spaces so that the data starts at a multiple of 8.
 * The tensors' data must follow in the order of `tensors`, little-endian.
 */
export function encodeHeader(
  tensors: ReadonlyMap<string, TensorShape>,
  metadata: Readonly<Record<string, string>> = {},
  floats: FloatDtype = "F32",
): Uint8Array {
  const header: [string, unknown][] = [];
  if (Object.keys(metadata).length > 0) header.push(["__metadata__", metadata]);
  let offset = 0;
  for (const [name, { dtype, shape }] of tensors) {
    if (name === "__metadata__") throw new RangeError('a tensor cannot be called "__metadata__"');
    const end = offset + byteLength({ dtype, shape }, floats);
    header.push([name, { dtype: dtype === "int32" ? "I32" : floats, shape, data_offsets: [offset, end] }]);
    offset = end;
  }
  // Written entry by entry: a tensor may be called "__proto__".
  const entries = header.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const json = new TextEncoder().encode(`{${entries.join(",")}}`);
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(json, 8);
  return bytes;
}

/** Bytes of a tensor's data in the file. */
export function byteLength({ dtype, shape }: TensorShape, floats: FloatDtype): number {
  return shape.reduce((a, b) => a * b, bytesOf(dtype, floats));
}
