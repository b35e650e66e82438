import { parentPort, workerData } from "node:worker_threads";
import { LukeError } from "@lukejs/errors";
import { buildTask, type PartTask } from "./build-task.ts";
import type { CorpusJob } from "./corpus-job.ts";
import type { PartReport } from "./part-report.ts";

export interface CorpusWorkerData {
  readonly job: CorpusJob;
  readonly folder: string;
  /** One element: the place in its part of the page being parsed, -1 when none is. */
  readonly page: Int32Array;
}

export interface CorpusWorkerRequest {
  readonly task: PartTask;
  readonly skip: ReadonlyMap<number, string>;
}

export type CorpusWorkerAnswer =
  | { readonly report: PartReport }
  | { readonly failure: { code: string; message: string; hint?: string | undefined } };

const { job, folder, page } = workerData as CorpusWorkerData;
const onPage = (place: number) => {
  Atomics.store(page, 0, place);
};

parentPort!.on("message", async ({ task, skip }: CorpusWorkerRequest) => {
  let answer: CorpusWorkerAnswer;
  try {
    answer = { report: await buildTask(job, folder, task, { skip, onPage }) };
  } catch (error) {
    if (!LukeError.isInstance(error)) throw error;
    answer = { failure: { code: error.code, message: error.message, hint: error.hint } };
  }
  parentPort!.postMessage(answer);
});
