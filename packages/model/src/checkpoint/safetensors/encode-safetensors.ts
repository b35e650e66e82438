import type { TensorData } from "./decode-tensor.ts";
import { encodeHeader } from "./encode-header.ts";

/** A safetensors file in memory, tensors in the order of the map; the inverse of `decodeSafetensors`. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, TensorData>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header = encodeHeader(tensors, metadata);
  let size = header.length;
  for (const { values } of tensors.values()) size += values.byteLength;
  const bytes = new Uint8Array(size);
  bytes.set(header);
  let at = header.length;
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}
