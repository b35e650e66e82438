import type { Safetensors } from "./decode-safetensors.ts";
import type { TensorData } from "./decode-tensor.ts";
import { openSafetensors } from "./open-safetensors.ts";

/** Reads a whole safetensors file; errors as {@link openSafetensors}. */
export async function readSafetensors(path: string): Promise<Safetensors> {
  const file = await openSafetensors(path);
  try {
    const tensors = new Map<string, TensorData>();
    for (const name of file.shapes.keys()) tensors.set(name, await file.read(name));
    return { metadata: file.metadata, tensors };
  } finally {
    await file.close();
  }
}
