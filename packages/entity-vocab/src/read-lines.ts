import { closeSync, openSync, readSync } from "node:fs";

/**
 * The lines of a file in batches, so that a long file never stands in memory as a whole. Ends of lines, `\n` or `\r\n`,
 * are cut off; an empty last line is none.
 */
export function* readLines(path: string, chunkBytes: number = 1 << 20): Generator<string[]> {
  const file = openSync(path, "r");
  try {
    let buffer = Buffer.allocUnsafe(chunkBytes);
    let kept = 0;
    for (;;) {
      const read = readSync(file, buffer, kept, buffer.length - kept, null);
      const length = kept + read;
      const end = read === 0 ? length : buffer.subarray(0, length).lastIndexOf(10) + 1;
      if (end > 0) yield split(buffer.toString("utf8", 0, end));
      if (read === 0) return;
      kept = length - end;
      // A line longer than the buffer: more room.
      const next = kept * 2 > buffer.length ? Buffer.allocUnsafe(buffer.length * 2) : buffer;
      buffer.copy(next, 0, end, length);
      buffer = next;
    }
  } finally {
    closeSync(file);
  }
}

function split(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return text.includes("\r") ? lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line)) : lines;
}
