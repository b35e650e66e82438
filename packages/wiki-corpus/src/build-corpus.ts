import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { LukeError } from "@lukejs/errors";
import type { BuiltPart, PartCounts } from "./build-part.ts";
import { addCounts, type CorpusMetadata, noCounts } from "./corpus-metadata.ts";
import { corpusTables, corpusVersion, partFile } from "./corpus-tables.ts";
import { folderInUse } from "./errors.ts";
import { parseSiteInfo } from "./parse-site-info.ts";
import { PartBuilders } from "./part-builders.ts";
import { type ReadDumpBytesOptions, readDumpBytes } from "./read-dump-bytes.ts";
import type { ScanOptions } from "./scan-wikitext.ts";
import type { SiteInfo } from "./site-info.ts";
import { splitPages } from "./split-pages.ts";

export interface BuildCorpusOptions extends ScanOptions, ReadDumpBytesOptions {
  /** Threads that parse, default 2; 0 parses in this thread. The files are the same for any number. */
  readonly workers?: number;
  /** XML a part, in bytes, default 8 MiB. */
  readonly partBytes?: number;
  /** Whether a dump that is cut off or damaged ends the building without an error. Default false. */
  readonly keepGoing?: boolean;
  /** Called after every part. */
  readonly onProgress?: (progress: CorpusProgress) => void;
  readonly signal?: AbortSignal;
}

export interface CorpusProgress extends PartCounts {
  readonly dump: string;
}

/**
 * Reads dumps (.xml, .xml.bz2, .xml.gz, .xml.zst, "-" for standard input) into a folder of Parquet tables; see corpus-tables.ts for their columns.
 *
 * A dump that is cut off ends in its error, but what was read before is written, valid and marked `complete: false`.
 *
 * @throws LukeError COR001–COR003 of {@link readDumpBytes}, COR005 where the folder holds something else
 */
export async function buildCorpus(
  dumps: string | readonly string[],
  folder: string,
  options: BuildCorpusOptions = {},
): Promise<CorpusMetadata> {
  const paths = typeof dumps === "string" ? [dumps] : dumps;
  const partBytes = options.partBytes ?? 8 << 20;
  await prepareFolder(folder);
  const builders = new PartBuilders(options.workers ?? 2, { ...scanOptions(options) });
  const running = new Set<Promise<void>>();
  let failure: unknown;
  let counts = noCounts;
  let brokenPages = 0;
  let part = 0;
  let site: SiteInfo | undefined;
  const dropped = new Map<string, number>();
  const failed = new Map<number, readonly string[]>();

  const keep = async (built: BuiltPart, dump: string) => {
    for (const table of corpusTables) {
      const path = join(folder, partFile(table, built.part));
      await writeFile(`${path}.part`, built.files[table]);
      await rename(`${path}.part`, path);
    }
    counts = addCounts(counts, built.counts);
    for (const [name, count] of built.droppedTemplates) dropped.set(name, (dropped.get(name) ?? 0) + count);
    failed.set(built.part, built.failed);
    options.onProgress?.({ ...counts, dump });
  };

  const readOne = async (path: string) => {
    let dumpSite = parseSiteInfo("");
    let pages: Buffer[] = [];
    let length = 0;
    const send = async () => {
      if (pages.length === 0) return;
      let end = 0;
      const ends = pages.map((page) => (end += page.length));
      const bytes = new Uint8Array(length);
      for (const [i, page] of pages.entries()) bytes.set(page, ends[i]! - page.length);
      pages = [];
      length = 0;
      const { built } = await builders.begin({ part: part++, site: dumpSite, bytes, ends });
      const job = built
        .then((built) => keep(built, path))
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => running.delete(job));
      running.add(job);
      if (failure !== undefined) throw failure;
      options.signal?.throwIfAborted();
    };
    try {
      for await (const piece of splitPages(readDumpBytes(path, options), path)) {
        if (piece.kind === "head") {
          dumpSite = parseSiteInfo(piece.bytes.toString());
          site ??= dumpSite;
        } else if (piece.kind === "broken") brokenPages++;
        else {
          pages.push(piece.bytes);
          length += piece.bytes.length;
          if (length >= partBytes) await send();
        }
      }
    } finally {
      if (failure === undefined && options.signal?.aborted !== true) await send();
    }
  };

  let cutOff: LukeError | undefined;
  try {
    for (const path of paths) {
      try {
        await readOne(path);
      } catch (error) {
        if (!LukeError.isInstance(error) || error.code !== "COR002") throw error;
        cutOff = error;
        if (options.keepGoing !== true) break;
      }
    }
    await Promise.all(running);
    if (failure !== undefined) throw failure;
  } finally {
    await Promise.allSettled(running);
    await builders.close();
  }
  const metadata: CorpusMetadata = {
    format: "lukejs-corpus",
    version: corpusVersion,
    site: site ?? parseSiteInfo(""),
    dumps: paths.map((path) => basename(path)),
    parts: part,
    complete: cutOff === undefined,
    counts: { ...counts, brokenPages },
    droppedTemplates: mostFrequent(dropped, 200),
    failed: [...failed]
      .sort(([a], [b]) => a - b)
      .flatMap(([, names]) => names)
      .slice(0, 100),
  };
  await writeFile(join(folder, "corpus.json.part"), `${JSON.stringify(metadata, null, 2)}\n`);
  await rename(join(folder, "corpus.json.part"), join(folder, "corpus.json"));
  if (cutOff !== undefined && options.keepGoing !== true) throw cutOff;
  return metadata;
}

function scanOptions({ linkTrails, captions }: ScanOptions): ScanOptions {
  return {
    ...(linkTrails === undefined ? {} : { linkTrails }),
    ...(captions === undefined ? {} : { captions }),
  };
}

/** Empties the folder of an earlier corpus and makes its subfolders; anything else in it is left alone. */
async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const own = new Set<string>([...corpusTables, "corpus.json", "corpus.json.part", ".duckdb"]);
  for (const name of await readdir(folder)) {
    if (!own.has(name)) throw folderInUse(folder, name);
  }
  for (const name of own) await rm(join(folder, name), { recursive: true, force: true });
  for (const table of corpusTables) await mkdir(join(folder, table));
}

function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): Record<string, number> {
  const rows = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, limit);
  return Object.fromEntries(rows);
}
