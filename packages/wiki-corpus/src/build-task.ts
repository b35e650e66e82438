import { buildPart } from "./build-part.ts";
import { type CorpusJob, sliceOfPart } from "./corpus-job.ts";
import { type PartReport, writePart } from "./part-report.ts";
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
    const built = await buildPart(streamPieces(stream), stream.site, settings);
    return await writePart(folder, part, built, stream.site);
  }
  const { slice, site } = sliceOfPart(job, part);
  const built = await buildPart(readSlice(slice, job.budget.bytes), site, settings);
  return await writePart(folder, part, built);
}

function* streamPieces({ bytes, ends, others }: NonNullable<PartTask["stream"]>): Generator<SlicePiece> {
  let from = 0;
  for (const end of ends) {
    yield {
      kind: "page",
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from),
      offset: from,
    };
    from = end;
  }
  yield* others;
}
