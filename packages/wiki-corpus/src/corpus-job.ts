/**
 * What a corpus is built from, cut into parts before anything is read: which bytes of which dump make which part depends on
 * the dumps alone, so any number of workers, threads or machines writes the same files.
 */
import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { bzip2Blocks } from "./bzip2-blocks.ts";
import { collectionSite, expandFolders, isCollection, longestBeginning } from "./collection.ts";
import { decodeBzip2Block } from "./decode-bzip2-block.ts";
import { disambiguationsPage, disambiguationTemplatesIn } from "./disambiguations-page.ts";
import { dumpCutOff, dumpNotFound, noSuchPart } from "./errors.ts";
import { parseSiteInfo } from "./parse-site-info.ts";
import { type ReadDumpBytesOptions, readDumpBytes } from "./read-dump-bytes.ts";
import { readIndexedPage } from "./read-indexed-page.ts";
import type { DumpSlice } from "./read-slice.ts";
import type { ScanOptions } from "./scan-wikitext.ts";
import type { SiteInfo } from "./site-info.ts";
import { splitPages } from "./split-pages.ts";

export interface CorpusJob {
  readonly format: "lukejs-corpus-job";
  readonly version: 1;
  readonly dumps: readonly JobDump[];
  readonly scan: ScanOptions;
  readonly budget: PageBudget;
}

export interface JobDump {
  /** Absolute; "-" is standard input. */
  readonly path: string;
  /** "stream": to be read from its beginning by one reader (gzip, Zstandard, UTF-16, standard input). */
  readonly compression: "none" | "bzip2" | "stream";
  /** Of the file, in bytes; 0 for standard input. */
  readonly size: number;
  /** Milliseconds; a dump that changes is another one. */
  readonly modified: number;
  /** Bytes a part: of the file, or of a stream's XML. */
  readonly sliceBytes: number;
  /** Unknown before a stream is read. */
  readonly parts?: number;
  readonly site?: SiteInfo;
  /** A collection in JSONL (see parse-document.ts), not a dump. */
  readonly documents?: true;
}

/** What one page may cost; a page that costs more is left out and counted among the failed. */
export interface PageBudget {
  readonly seconds: number;
  /** Of JavaScript memory in its worker. */
  readonly megabytes: number;
  /** Of its XML. */
  readonly bytes: number;
}

export interface CorpusJobOptions extends ScanOptions, ReadDumpBytesOptions {
  /** XML a part, in bytes, about; default an eighth of the dump, 4 to 32 MiB (streams: 16). */
  readonly partBytes?: number;
  /** Defaults: 60 seconds, 1024 MB, 16 MiB of XML. */
  readonly pageBudget?: Partial<PageBudget>;
  /** Of collections in JSONL, e.g. "de"; dumps say their own. Default "en". */
  readonly language?: string;
  /** Index files of the multistream dumps, in their order: the wiki's list of disambiguation templates is read by it. */
  readonly indexes?: readonly string[];
}

const mebibyte = 1 << 20;
/** How much longer XML is than its bzip2, about. */
const compressionRatio = 4;
/** MiB of a stream in a part: they lie in memory until a worker has time. */
const mostOfStream = 16;

/**
 * @throws LukeError COR001 (no such dump), COR003 (no export), COR002 (its beginning cannot be decoded)
 */
export async function planCorpusJob(paths: readonly string[], options: CorpusJobOptions): Promise<CorpusJob> {
  return {
    format: "lukejs-corpus-job",
    version: 1,
    dumps: await Promise.all(
      (await expandFolders(paths)).map((path, i) => planDump(path, options, options.indexes?.[i])),
    ),
    scan: {
      ...(options.linkTrails === undefined ? {} : { linkTrails: options.linkTrails }),
      ...(options.captions === undefined ? {} : { captions: options.captions }),
      ...(options.tables === undefined ? {} : { tables: options.tables }),
      ...(options.references === undefined ? {} : { references: options.references }),
    },
    budget: { seconds: 60, megabytes: 1024, bytes: 16 * mebibyte, ...options.pageBudget },
  };
}

/** The slice that is part `part` of a job whose dumps can all be cut. */
export function sliceOfPart(job: CorpusJob, part: number): { slice: DumpSlice; site: SiteInfo } {
  let first = 0;
  for (const dump of job.dumps) {
    const { path, compression, sliceBytes, parts, site, size, documents } = dump;
    if (compression === "stream" || parts === undefined || site === undefined) break;
    if (part < first + parts) {
      const from = (part - first) * sliceBytes;
      const slice = { path, compression, from, to: Math.min(size, from + sliceBytes) };
      return { slice: documents === true ? { ...slice, documents } : slice, site };
    }
    first += parts;
  }
  throw noSuchPart(part);
}

async function planDump(path: string, options: CorpusJobOptions, index?: string): Promise<JobDump> {
  const xmlBytes = (whole: number, most = 32) =>
    Math.ceil(options.partBytes ?? Math.min(most * mebibyte, Math.max(4 * mebibyte, whole / 8)));
  if (path === "-") {
    return {
      path,
      compression: "stream",
      size: 0,
      modified: 0,
      sliceBytes: xmlBytes(Number.POSITIVE_INFINITY, mostOfStream),
    };
  }
  const { size, mtimeMs: modified, magic } = await look(path);
  const known = { path: resolve(path), size, modified };
  const stream = {
    ...known,
    compression: "stream" as const,
    sliceBytes: xmlBytes(compressionRatio * size, mostOfStream),
  };
  const compression = compressionOf(magic);
  if (compression === "stream") return stream;
  if (compression === "none" && isCollection(magic)) {
    const sliceBytes = xmlBytes(size);
    const parts = Math.ceil(size / sliceBytes);
    return {
      ...known,
      compression,
      sliceBytes,
      parts,
      site: collectionSite(options.language),
      documents: true,
    };
  }
  const beginning = compression === "bzip2" ? firstBlock(path) : readDumpBytes(path, options);
  const head = await readHead(beginning, path);
  if (head === undefined) return stream;
  const sliceBytes =
    compression === "none" ? xmlBytes(size) : Math.ceil(xmlBytes(compressionRatio * size) / compressionRatio);
  return {
    ...known,
    compression,
    sliceBytes,
    parts: Math.ceil(size / sliceBytes),
    site: await withDisambiguations(parseSiteInfo(head), path, index, options),
  };
}

async function withDisambiguations(
  site: SiteInfo,
  path: string,
  index: string | undefined,
  options: ReadDumpBytesOptions,
): Promise<SiteInfo> {
  if (index === undefined) return site;
  const list = await readIndexedPage(path, index, disambiguationsPage, options);
  const disambiguationTemplates = list === undefined ? [] : disambiguationTemplatesIn(list.text);
  return disambiguationTemplates.length === 0 ? site : { ...site, disambiguationTemplates };
}

async function look(path: string): Promise<{ size: number; mtimeMs: number; magic: Buffer }> {
  try {
    const { size, mtimeMs } = await stat(path);
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(longestBeginning), 0, longestBeginning, 0);
      return { size, mtimeMs, magic: buffer.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw dumpNotFound(path, cause);
  }
}

function compressionOf(magic: Buffer): JobDump["compression"] {
  if (magic.toString("latin1", 0, 3) === "BZh") return "bzip2";
  const gzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const zstandard = magic.toString("hex", 0, 4) === "28b52ffd";
  return gzip || zstandard || isUtf16(magic) ? "stream" : "none";
}

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

async function* firstBlock(path: string): AsyncGenerator<Buffer> {
  for await (const block of bzip2Blocks(path, 0)) {
    try {
      yield decodeBzip2Block(block);
    } catch (cause) {
      throw dumpCutOff(path, "the compressed data ends or is damaged", 0, cause);
    }
  }
}

/** What stands before the first page; undefined where the text is UTF-16 or a collection that is compressed. */
async function readHead(chunks: AsyncGenerator<Buffer>, path: string): Promise<string | undefined> {
  try {
    const first = await chunks.next();
    if (first.done === true) return "";
    if (isUtf16(first.value) || isCollection(first.value)) return undefined;
    const all = async function* () {
      yield first.value;
      yield* chunks;
    };
    for await (const piece of splitPages(all(), path)) {
      if (piece.kind === "head") return piece.bytes.toString();
    }
    return "";
  } finally {
    await chunks.return(undefined);
  }
}
