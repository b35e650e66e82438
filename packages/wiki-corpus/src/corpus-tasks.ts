import { basename } from "node:path";
import { LukeError } from "@lukejs/errors";
import type { PartTask } from "./build-task.ts";
import { isCollection } from "./collection.ts";
import type { CorpusJob, CorpusJobOptions, JobDump } from "./corpus-job.ts";
import { cutOff } from "./errors.ts";
import { parseSiteInfo } from "./parse-site-info.ts";
import { readDumpBytes } from "./read-dump-bytes.ts";
import type { SlicePiece } from "./read-slice.ts";
import { splitPages } from "./split-pages.ts";
import { streamDocuments } from "./stream-documents.ts";

type StreamOptions = Pick<CorpusJobOptions, "decoder" | "language">;

/** The parts of a job in order. A stream is read meanwhile, by this thread. */
export async function* corpusTasks(job: CorpusJob, options: StreamOptions = {}): AsyncGenerator<PartTask> {
  let part = 0;
  for (const dump of job.dumps) {
    if (dump.parts === undefined) {
      for await (const stream of streamParts(dump, job.budget.bytes, options)) yield { part: part++, stream };
    } else for (let i = 0; i < dump.parts; i++) yield { part: part++ };
  }
}

/** A page belongs to the part in which it begins; one part at least, for the head. */
async function* streamParts(
  { path, sliceBytes }: JobDump,
  longestPage: number,
  options: StreamOptions,
): AsyncGenerator<NonNullable<PartTask["stream"]>> {
  const damageOf = (error: unknown): SlicePiece | undefined =>
    LukeError.isInstance(error) && error.code === "COR002"
      ? { kind: "damaged", what: `"${basename(path)}": ${error.message.slice(cutOff(path).length)}` }
      : undefined;
  const { beginning, chunks } = await lookAhead(readDumpBytes(path, options));
  if (isCollection(beginning)) {
    yield* streamDocuments(
      chunks,
      path,
      { sliceBytes, longest: longestPage, language: options.language },
      damageOf,
    );
    return;
  }
  let site = parseSiteInfo("");
  let pages: Buffer[] = [];
  let others: SlicePiece[] = [];
  let end = sliceBytes;
  const take = () => {
    let length = 0;
    const ends = pages.map((page) => (length += page.length));
    const bytes = new Uint8Array(length);
    for (const [i, page] of pages.entries()) bytes.set(page, ends[i]! - page.length);
    const stream = { site, bytes, ends, others };
    pages = [];
    others = [];
    return stream;
  };
  try {
    for await (const piece of splitPages(chunks, path, { longestPage })) {
      if (piece.kind === "head") site = parseSiteInfo(piece.bytes.toString());
      else {
        if (piece.offset >= end) {
          yield take();
          end = (Math.floor(piece.offset / sliceBytes) + 1) * sliceBytes;
        }
        if (piece.kind === "page") pages.push(piece.bytes);
        else others.push(piece);
      }
    }
  } catch (error) {
    const damage = damageOf(error);
    if (damage === undefined) throw error;
    others.push(damage);
  }
  yield take();
}

/** The first chunk, and all of them: an error before any is thrown with the others. */
async function lookAhead(
  chunks: AsyncGenerator<Buffer>,
): Promise<{ beginning: Buffer; chunks: AsyncIterable<Buffer> }> {
  let first: IteratorResult<Buffer> = { done: true, value: undefined };
  let failure: unknown;
  try {
    first = await chunks.next();
  } catch (error) {
    failure = error;
  }
  const all = async function* () {
    if (failure !== undefined) throw failure;
    if (first.done !== true) yield first.value;
    yield* chunks;
  };
  return { beginning: first.done === true ? Buffer.alloc(0) : first.value, chunks: all() };
}
