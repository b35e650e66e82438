import { dumpCutOff, notMediaWiki } from "./errors.ts";

/** A piece of a dump: first its head, then one item a page. */
export type DumpPiece =
  | { readonly kind: "head"; readonly bytes: Buffer }
  /** `<page>…</page>`; `offset` is its first byte in the XML. */
  | { readonly kind: "page"; readonly bytes: Buffer; readonly offset: number }
  /** A page without an end, or too long, left out; `begin` is what it begins with. */
  | { readonly kind: "broken"; readonly offset: number; readonly begin: string; readonly tooLong: boolean };

export interface SplitPagesOptions {
  /** False for bytes that begin somewhere inside a dump: what stands before the first `<page>` is passed over. */
  readonly withHead?: boolean;
  /** Bytes of XML above which a page is left out; default 256 MiB. */
  readonly longestPage?: number;
}

const longestHead = 1 << 20;

/**
 * Cuts a dump's XML into pages by searching for `<page>` and `</page>`: no tree, no event a tag, and markup that is
 * not well-formed inside a page harms that page alone.
 *
 * @throws LukeError COR003 where the bytes are no MediaWiki export, COR002 where they end inside a page
 */
export async function* splitPages(
  chunks: AsyncIterable<Buffer>,
  path: string,
  { withHead = true, longestPage = 1 << 28 }: SplitPagesOptions = {},
): AsyncGenerator<DumpPiece> {
  let buffer = Buffer.allocUnsafe(1 << 20);
  let start = 0;
  let end = 0;
  /** Bytes of the XML before `buffer`. */
  let before = 0;
  let scanned = 0;
  let inPage = false;
  let headSeen = !withHead;

  for await (const chunk of chunks) {
    if (end + chunk.length > buffer.length) {
      const kept = end - start;
      const target =
        kept + chunk.length > buffer.length / 2 ? Buffer.allocUnsafe(2 * (kept + chunk.length)) : buffer;
      buffer.copy(target, 0, start, end);
      before += start;
      scanned -= start;
      buffer = target;
      start = 0;
      end = kept;
    }
    chunk.copy(buffer, end);
    end += chunk.length;
    for (;;) {
      const view = buffer.subarray(0, end);
      if (!inPage) {
        const at = view.indexOf("<page>", Math.max(scanned, start));
        if (at < 0) {
          scanned = Math.max(start, end - 5);
          if (!headSeen && end - start > longestHead) throw notMediaWiki(path, sample(view.subarray(start)));
          if (headSeen) start = scanned;
          break;
        }
        if (!headSeen) {
          yield head(view.subarray(start, at), path);
          headSeen = true;
        }
        start = at;
        scanned = at + 6;
        inPage = true;
      }
      const close = view.indexOf("</page>", scanned);
      if (close < 0) {
        scanned = Math.max(start + 6, end - 6);
        if (end - start > longestPage) {
          yield broken(before + start, view.subarray(start), true);
          start = scanned;
          inPage = false;
        }
        break;
      }
      const last = view.lastIndexOf("<page>", close);
      if (last > start) {
        yield broken(before + start, view.subarray(start, last), false);
        start = last;
      }
      yield { kind: "page", bytes: Buffer.from(view.subarray(start, close + 7)), offset: before + start };
      start = close + 7;
      scanned = start;
      inPage = false;
    }
  }
  if (!headSeen) yield head(buffer.subarray(start, end), path);
  if (inPage) {
    yield broken(before + start, buffer.subarray(start, end), false);
    throw dumpCutOff(
      path,
      `the file ends inside the page that begins at byte ${before + start}`,
      before + end,
    );
  }
}

function broken(offset: number, bytes: Buffer, tooLong: boolean): DumpPiece {
  return { kind: "broken", offset, begin: bytes.toString("utf8", 0, 1000), tooLong };
}

function head(bytes: Buffer, path: string): DumpPiece {
  const text = bytes.toString();
  // A bare list of pages, as some tools write it, has no head at all.
  if (!/<mediawiki\b/.test(text) && text.replace("\ufeff", "").trim() !== "")
    throw notMediaWiki(path, sample(bytes));
  if (bytes.length === 0) return { kind: "head", bytes };
  return { kind: "head", bytes: Buffer.from(bytes) };
}

function sample(bytes: Buffer): string {
  return bytes.subarray(0, 60).toString();
}
