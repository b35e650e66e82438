import type { Worker } from "node:worker_threads";
import { LukeError } from "@lukejs/errors";
import { type ExamplesManifest, type WrittenExamples, writeExamplesManifest } from "@lukejs/tasks/node";
import { type ExamplesJob, openExamplesJob } from "./examples-part.ts";
import type { ExamplesMessage } from "./examples-worker.ts";
import { startWorker } from "./start-worker.ts";

export interface BuildExamplesOptions {
  /** Threads that build; 0, the default, builds in this one. The files are the same for any number. */
  readonly workers?: number;
  /** Called with the pages read so far and those of the whole corpus. */
  readonly onProgress?: (pages: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Pretraining examples of a corpus, part by part; redirects are followed to their end. Each part of the corpus makes
 * shards of its own, so that the same corpus gives the same bytes for any number of workers.
 *
 * @throws LukeError from the readers of what the job names
 */
export async function buildExamples(
  job: ExamplesJob,
  options: BuildExamplesOptions = {},
): Promise<ExamplesManifest> {
  const { workers = 0, onProgress, signal } = options;
  const opened = await openExamplesJob(job);
  let pages = 0;
  const tell = (more: number) => {
    pages += more;
    onProgress?.(pages, opened.pages);
  };
  const written: WrittenExamples[] = [];
  if (workers === 0) {
    for (let part = 0; part < opened.parts; part++) {
      let told = 0;
      written[part] = await opened.build(
        part,
        (count) => {
          tell(count - told);
          told = count;
        },
        signal,
      );
    }
  } else {
    await buildInWorkers(job, opened.parts, Math.min(workers, opened.parts), written, tell, signal);
  }
  return writeExamplesManifest(job.out, written, opened.settings);
}

/** Hands the parts out one by one, each to the first worker that is free. */
async function buildInWorkers(
  job: ExamplesJob,
  parts: number,
  workers: number,
  written: WrittenExamples[],
  tell: (pages: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const threads: Worker[] = [];
  let next = 0;
  try {
    await Promise.all(
      Array.from({ length: workers }, async () => {
        const worker = startWorker("examples-worker", job);
        threads.push(worker);
        while (next < parts) {
          signal?.throwIfAborted();
          const part = next++;
          written[part] = await partFrom(worker, part, tell, signal);
        }
      }),
    );
  } finally {
    await Promise.all(threads.map((worker) => worker.terminate()));
  }
}

function partFrom(
  worker: Worker,
  part: number,
  tell: (pages: number) => void,
  signal?: AbortSignal,
): Promise<WrittenExamples> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => {
      worker.off("message", message).off("error", fail).off("exit", exit);
      signal?.removeEventListener("abort", abort);
      action();
    };
    const message = (sent: ExamplesMessage) => {
      if ("pages" in sent) tell(sent.pages);
      else if ("failed" in sent) settle(() => reject(new LukeError(sent.failed)));
      else settle(() => resolve(sent.written));
    };
    const fail = (error: unknown) => settle(() => reject(error));
    const exit = (code: number) => fail(new Error(`A worker of example building exited with ${code}`));
    const abort = () => fail(signal?.reason);
    worker.on("message", message).on("error", fail).on("exit", exit);
    signal?.addEventListener("abort", abort);
    worker.postMessage(part);
  });
}
