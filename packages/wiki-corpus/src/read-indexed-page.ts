import { open } from "node:fs/promises";
import { bzip2Blocks } from "./bzip2-blocks.ts";
import { decodeBzip2Block } from "./decode-bzip2-block.ts";
import { indexDoesNotFit } from "./errors.ts";
import { type DumpPage, parseDumpPage } from "./parse-dump-page.ts";
import { type ReadDumpBytesOptions, readDumpBytes } from "./read-dump-bytes.ts";
import { splitLines } from "./split-lines.ts";
import { splitPages } from "./split-pages.ts";

/**
 * One page of a multistream dump (…-multistream.xml.bz2), found by the index that comes with it
 * (…-multistream-index.txt.bz2: lines of `offset:page id:title`): the one stream that holds it is decoded.
 *
 * @returns undefined where the index has no such title
 * @throws LukeError COR001 (no such file), COR018 where the index is malformed or that of another dump
 */
export async function readIndexedPage(
  dump: string,
  index: string,
  title: string,
  options: ReadDumpBytesOptions = {},
): Promise<DumpPage | undefined> {
  const entry = await findEntry(index, title, options);
  if (entry === undefined) return undefined;
  const { offset, id, line } = entry;
  const wrong = (found: string) =>
    indexDoesNotFit(index, line, dump, `the page ${id} in a stream at byte ${offset}`, found);
  if (!(await beginsStream(dump, offset))) throw wrong("no stream there");
  const stream = async function* () {
    for await (const block of bzip2Blocks(dump, offset)) {
      // The block's 48 bits stand behind the four bytes of the stream.
      if (block.offset > offset + 4 && (await beginsStream(dump, block.offset - 4))) return;
      yield decodeBzip2Block(block);
    }
  };
  for await (const piece of splitPages(stream(), dump, { withHead: false })) {
    if (piece.kind !== "page") continue;
    const page = parseDumpPage(piece.bytes.toString());
    if (page?.id === id) return page;
  }
  throw wrong("a stream without it");
}

async function findEntry(index: string, title: string, options: ReadDumpBytesOptions) {
  let line = 0;
  for await (const { bytes } of splitLines(readDumpBytes(index, options))) {
    line++;
    const text = bytes.toString();
    if (text === "") continue;
    const entry = /^(\d+):(\d+):(.*)$/.exec(text);
    if (entry === null)
      throw indexDoesNotFit(
        index,
        line,
        undefined,
        "offset:page id:title",
        JSON.stringify(text.slice(0, 60)),
      );
    if (entry[3] === title) return { offset: Number(entry[1]), id: Number(entry[2]), line };
  }
  return undefined;
}

async function beginsStream(path: string, offset: number): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, offset);
    return bytesRead === 4 && /^BZh[1-9]$/.test(buffer.toString("latin1"));
  } finally {
    await file.close();
  }
}
