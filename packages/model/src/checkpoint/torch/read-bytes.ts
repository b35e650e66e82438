import type { FileHandle } from "node:fs/promises";

/** `size` bytes from `begin`; a RangeError if the file ends before. */
export async function readBytes(file: FileHandle, begin: number, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(bytes, at, Math.min(1 << 30, size - at), begin + at);
    if (bytesRead === 0) throw new RangeError(`the file ended at byte ${begin + at}`);
    at += bytesRead;
  }
  return bytes;
}
