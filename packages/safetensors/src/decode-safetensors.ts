import { decodeTensor, type TensorData } from "./decode-tensor.ts";
import { headerLength, parseHeader } from "./parse-header.ts";

export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the file. */
  readonly tensors: ReadonlyMap<string, TensorData>;
}

/**
 * Reads a whole safetensors file from memory; `source` names it in errors.
 *
 * @throws LukeError SFT002 (not such a file, or damaged), SFT003, SFT004
 */
export function decodeSafetensors(bytes: Uint8Array, source = "the buffer"): Safetensors {
  const length = headerLength(bytes.subarray(0, 8), bytes.length, source);
  const { metadata, entries } = parseHeader(bytes.subarray(8, 8 + length), bytes.length, source);
  const tensors = new Map<string, TensorData>();
  for (const entry of entries) {
    tensors.set(entry.name, decodeTensor(bytes.subarray(entry.begin, entry.end), entry, source));
  }
  return { metadata, tensors };
}
