import type { TensorData } from "./decode-tensor.ts";
import { encodeHeader } from "./encode-header.ts";
import { encodeTensor, type FloatDtype } from "./encode-tensor.ts";

/** A safetensors file in memory, tensors in the order of the map; the inverse of `decodeSafetensors`. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, TensorData>,
  metadata: Readonly<Record<string, string>> = {},
  { floats = "F32" }: { readonly floats?: FloatDtype } = {},
): Uint8Array {
  const parts = [encodeHeader(tensors, metadata, floats)];
  for (const { values } of tensors.values()) parts.push(encodeTensor(values, floats));
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
