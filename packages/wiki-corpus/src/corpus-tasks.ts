import { basename } from "node:path";
import { LukeError } from "@lukejs/errors";
import type { PartTask } from "./build-task.ts";
import type { CorpusJob, JobDump } from "./corpus-job.ts";
import { cutOff } from "./errors.ts";
import { parseSiteInfo } from "./parse-site-info.ts";
import { type ReadDumpBytesOptions, readDumpBytes } from "./read-dump-bytes.ts";
import type { SlicePiece } from "./read-slice.ts";
import { splitPages } from "./split-pages.ts";

/** The parts of a job in order. A stream is read meanwhile, by this thread. */
export async function* corpusTasks(
  job: CorpusJob,
  options: ReadDumpBytesOptions = {},
): AsyncGenerator<PartTask> {
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
  options: ReadDumpBytesOptions,
): AsyncGenerator<NonNullable<PartTask["stream"]>> {
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
    for await (const piece of splitPages(readDumpBytes(path, options), path, { longestPage })) {
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
    if (!LukeError.isInstance(error) || error.code !== "COR002") throw error;
    others.push({
      kind: "damaged",
      what: `"${basename(path)}": ${error.message.slice(cutOff(path).length)}`,
    });
  }
  yield take();
}
