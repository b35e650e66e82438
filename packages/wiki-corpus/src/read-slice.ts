import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { LukeError } from "@lukejs/errors";
import { bzip2Blocks } from "./bzip2-blocks.ts";
import { decodeBzip2Block } from "./decode-bzip2-block.ts";
import { parseDumpPage } from "./parse-dump-page.ts";
import { readDocumentSlice } from "./read-document-slice.ts";
import { type DumpPiece, splitPages } from "./split-pages.ts";

/** A range of bytes of a dump's file. */
export interface DumpSlice {
  readonly path: string;
  readonly compression: "none" | "bzip2";
  readonly from: number;
  readonly to: number;
  /** Lines of a collection in JSONL, not pages of XML. */
  readonly documents?: true;
}

export type SlicePiece =
  /** `line`: of a collection, counted from the first of the slice. */
  | (Exclude<DumpPiece, { kind: "head" }> & { readonly line?: number })
  /** Something could not be read; pages may be lost with it. */
  | { readonly kind: "damaged"; readonly what: string };

/**
 * The pages that begin in a slice. However a file is cut into slices, each of its pages is in exactly one; the last is
 * read to its end behind the slice. A damaged block of bzip2 is passed over with the pages it touches.
 *
 * @param longestPage bytes of XML above which a page is "broken"
 */
export async function* readSlice(slice: DumpSlice, longestPage: number): AsyncGenerator<SlicePiece> {
  if (slice.documents === true) {
    yield* readDocumentSlice(slice, longestPage);
    return;
  }
  const chunks = slice.compression === "bzip2" ? bzip2Chunks(slice) : plainChunks(slice);
  try {
    for (;;) {
      const run = new Run(chunks);
      let beyond = false;
      let last: DumpPiece | undefined;
      try {
        for await (const piece of splitPages(run.bytes(), slice.path, { withHead: false, longestPage })) {
          if (piece.kind === "head") continue;
          beyond = piece.offset >= run.ownLength;
          if (beyond) break;
          last = piece;
          yield piece;
        }
      } catch (error) {
        if (!LukeError.isInstance(error) || error.code !== "COR002") throw error;
        run.damage ??= `the file ends inside the page ${nameOf(last)}`;
      }
      if (run.damage !== undefined) {
        yield { kind: "damaged", what: `"${basename(slice.path)}": ${run.damage}` };
      }
      if (beyond || run.ended) return;
    }
  } finally {
    await chunks.return(undefined);
  }
}

/** A piece of the slice's data, `own` if it lies in the slice; a string says what could not be read. */
type Chunk = { readonly bytes: Buffer; readonly own: boolean } | string;

/** Data without a gap. */
class Run {
  ownLength = 0;
  damage: string | undefined;
  ended = false;
  readonly #chunks: AsyncGenerator<Chunk>;

  constructor(chunks: AsyncGenerator<Chunk>) {
    this.#chunks = chunks;
  }

  async *bytes(): AsyncGenerator<Buffer> {
    for (;;) {
      const { value, done } = await this.#chunks.next();
      this.ended = done === true;
      if (done === true) return;
      if (typeof value === "string") {
        this.damage = value;
        return;
      }
      if (value.own) this.ownLength += value.bytes.length;
      yield value.bytes;
    }
  }
}

async function* plainChunks({ path, from, to }: DumpSlice): AsyncGenerator<Chunk> {
  let at = from;
  for await (const chunk of createReadStream(path, { start: from, highWaterMark: 1 << 18 })) {
    const bytes = chunk as Buffer;
    const own = Math.min(bytes.length, Math.max(0, to - at));
    if (own > 0) yield { bytes: bytes.subarray(0, own), own: true };
    if (own < bytes.length) yield { bytes: bytes.subarray(own), own: false };
    at += bytes.length;
  }
}

async function* bzip2Chunks({ path, from, to }: DumpSlice): AsyncGenerator<Chunk> {
  for await (const block of bzip2Blocks(path, from)) {
    const own = block.offset < to;
    let bytes: Buffer;
    try {
      bytes = decodeBzip2Block(block);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      yield `the compressed data ${block.cutOff ? "ends" : "is damaged"} in the block after byte ${block.offset} of the file (${cause})`;
      if (!own) return;
      continue;
    }
    yield { bytes, own };
  }
}

function nameOf(piece: DumpPiece | undefined): string {
  if (piece?.kind !== "broken") return "it is in";
  const title = parseDumpPage(`${piece.begin}</page>`)?.title;
  return title === undefined ? `after byte ${piece.offset}` : JSON.stringify(title);
}
