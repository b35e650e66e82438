import { type FileHandle, open } from "node:fs/promises";
import { fileUnreadable } from "./errors.ts";
import { openTensorSource, type TensorFile } from "./open-tensor-source.ts";

/**
 * Opens a safetensors file and reads its header only.
 *
 * @throws LukeError SFT001 (no such file), SFT002 (not such a file, damaged or cut short)
 */
export async function openSafetensors(path: string): Promise<TensorFile> {
  let file: FileHandle;
  let size: number;
  try {
    file = await open(path, "r");
    ({ size } = await file.stat());
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
  return openTensorSource({
    name: path,
    size,
    read: (begin, end) => readBytes(file, begin, end),
    close: () => file.close(),
  });
}

// A single read may return less than was asked for, and never more than 2 GiB.
const chunk = 1 << 30;

async function readBytes(file: FileHandle, begin: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - begin);
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, Math.min(chunk, bytes.length - at), begin + at);
    if (bytesRead === 0) return bytes.subarray(0, at);
    at += bytesRead;
  }
  return bytes;
}
