import { basename } from "node:path";
import type { PartTask } from "./build-task.ts";
import { collectionSite } from "./collection.ts";
import type { SlicePiece } from "./read-slice.ts";
import { splitLines } from "./split-lines.ts";

export interface StreamDocumentsOptions {
  readonly sliceBytes: number;
  /** Bytes above which a line is left out. */
  readonly longest: number;
  readonly language?: string | undefined;
}

/**
 * The parts of a collection that is read from its beginning: a line belongs to the part in which it begins.
 *
 * @param damageOf what to say of an error of the reader, or undefined: it is thrown
 */
export async function* streamDocuments(
  chunks: AsyncIterable<Buffer>,
  path: string,
  { sliceBytes, longest, language }: StreamDocumentsOptions,
  damageOf: (error: unknown) => SlicePiece | undefined,
): AsyncGenerator<NonNullable<PartTask["stream"]>> {
  const site = collectionSite(language);
  let lines: Buffer[] = [];
  let others: SlicePiece[] = [];
  let first = { line: 1, offset: 0 };
  let end = sliceBytes;
  let line = 1;
  const take = (next: typeof first) => {
    const bytes = Buffer.concat(lines);
    let length = 0;
    const ends = lines.map((piece) => (length += piece.length));
    const stream = { site, bytes, ends, others, documents: { name: basename(path), ...first } };
    lines = [];
    others = [];
    first = next;
    return stream;
  };
  try {
    for await (const { bytes, offset, tooLong } of splitLines(chunks, longest)) {
      if (offset >= end) {
        yield take({ line, offset });
        end = (Math.floor(offset / sliceBytes) + 1) * sliceBytes;
      }
      if (tooLong)
        others.push({ kind: "broken", offset, begin: bytes.toString(), tooLong, line: line - first.line });
      // With its newline, so that offsets are those of the file.
      lines.push(tooLong ? Buffer.alloc(0) : Buffer.concat([bytes, newline]));
      line++;
    }
  } catch (error) {
    const damage = damageOf(error);
    if (damage === undefined) throw error;
    others.push(damage);
  }
  yield take({ line, offset: 0 });
}

const newline = Buffer.from("\n");
