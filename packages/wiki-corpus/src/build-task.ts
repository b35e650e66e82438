import { basename } from "node:path";
import { buildPart } from "./build-part.ts";
import { type CorpusJob, sliceOfPart } from "./corpus-job.ts";
import { type PartReport, writePart } from "./part-report.ts";
import { lineAt } from "./read-document-slice.ts";
import { readSlice, type SlicePiece } from "./read-slice.ts";
import type { SiteInfo } from "./site-info.ts";

/** A part to build: of a dump that can be cut, its number says all; of a stream, what was read. */
export interface PartTask {
  readonly part: number;
  readonly stream?: {
    readonly site: SiteInfo;
    /** Whole pages in UTF-8, one after the other. */
    readonly bytes: Uint8Array;
    /** Where each page ends in `bytes`. */
    readonly ends: readonly number[];
    /** What else was read: pages without an end, damage. */
    readonly others: readonly SlicePiece[];
    /** Of a collection: where its first line stands. */
    readonly documents?: { readonly name: string; readonly line: number; readonly offset: number };
  };
}

export interface TaskOptions {
  readonly skip?: ReadonlyMap<number, string>;
  readonly onPage?: (place: number) => void;
}

/** Reads, parses and writes one part. The work of every worker, in whatever process or thread. */
export async function buildTask(
  job: CorpusJob,
  folder: string,
  { part, stream }: PartTask,
  options: TaskOptions = {},
): Promise<PartReport> {
  const settings = { ...options, scan: job.scan };
  if (stream !== undefined) {
    const { documents, site } = stream;
    const built = await buildPart(streamPieces(stream), site, {
      ...settings,
      ...(documents === undefined
        ? {}
        : { documents: { name: documents.name, firstLine: async () => documents.line } }),
    });
    return await writePart(folder, part, built, stream.site);
  }
  const { slice, site } = sliceOfPart(job, part);
  const documents = {
    name: basename(slice.path),
    firstLine: () => lineAt(slice.path, slice.from),
  };
  const built = await buildPart(readSlice(slice, job.budget.bytes), site, {
    ...settings,
    ...(slice.documents === true ? { documents } : {}),
  });
  return await writePart(folder, part, built);
}

function* streamPieces({
  bytes,
  ends,
  others,
  documents,
}: NonNullable<PartTask["stream"]>): Generator<SlicePiece> {
  let from = 0;
  for (const [line, end] of ends.entries()) {
    yield {
      kind: "page",
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from),
      offset: from + (documents?.offset ?? 0),
      ...(documents === undefined ? {} : { line }),
    };
    from = end;
  }
  yield* others;
}
