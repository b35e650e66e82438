import { createReadStream } from "node:fs";
import type { DumpSlice, SlicePiece } from "./read-slice.ts";
import { splitLines } from "./split-lines.ts";

/** The lines that begin in a slice of a plain JSONL file, the last to its end; `line` counts from the first of them. */
export async function* readDocumentSlice(
  { path, from, to }: DumpSlice,
  longest: number,
): AsyncGenerator<SlicePiece> {
  // What begins in the slice stands after a newline: the byte before it says whether the first line does.
  const start = Math.max(0, from - 1);
  let line = 0;
  let first = true;
  for await (const { bytes, offset, tooLong } of splitLines(chunksOf(path, start), longest)) {
    if (start + offset >= to) return;
    if (first && from > 0) {
      first = false;
      continue;
    }
    first = false;
    if (tooLong) yield { kind: "broken", offset: start + offset, begin: bytes.toString(), tooLong, line };
    else yield { kind: "page", bytes, offset: start + offset, line };
    line++;
  }
}

/** Number, from 1, of the first line that begins at or after a byte. Reads the file up to there. */
export async function lineAt(path: string, byte: number): Promise<number> {
  if (byte === 0) return 1;
  let line = 1;
  let at = 0;
  for await (const bytes of chunksOf(path, 0)) {
    const end = Math.min(bytes.length, byte - at);
    for (let i = bytes.indexOf(10); i >= 0 && i < end; i = bytes.indexOf(10, i + 1)) line++;
    at += bytes.length;
    if (at >= byte) {
      // A line that the slice before it reads to its end.
      return bytes[end - 1] === 10 ? line : line + 1;
    }
  }
  return line;
}

function chunksOf(path: string, start: number): AsyncIterable<Buffer> {
  return createReadStream(path, { start, highWaterMark: 1 << 18 });
}
