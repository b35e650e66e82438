/** A worker thread of pretraining: it masks micro-batches of examples that it shares with the main thread. */
import { parentPort, workerData } from "node:worker_threads";
import {
  type ExampleArrays,
  type MaskedBatch,
  type MaskingOptions,
  maskMicroBatch,
  PretrainingExamples,
  type PretrainingVisit,
} from "@lukejs/tasks";
import { ExampleFile, type ExampleFileLocation } from "@lukejs/tasks/node";

/** Examples in memory that threads share, or in a file. */
export type ExampleLocation = ExampleArrays | ExampleFileLocation;

/** What the worker is started with. */
export interface MaskingJob {
  readonly examples: ExampleLocation;
  readonly masking: MaskingOptions;
  readonly seed: number;
  readonly padWordId: number;
}

export interface MaskingRequest {
  readonly number: number;
  readonly visits: readonly PretrainingVisit[];
}

export interface MaskingReply {
  readonly number: number;
  readonly batch: MaskedBatch;
}

const job = workerData as MaskingJob;
const examples =
  "rows" in job.examples ? new ExampleFile(job.examples) : PretrainingExamples.on(job.examples);
const port = parentPort!;

port.on("message", ({ number, visits }: MaskingRequest) => {
  const batch = maskMicroBatch(examples, visits, job);
  const arrays = [...Object.values(batch), ...Object.values(batch.batch)].filter(ArrayBuffer.isView);
  port.postMessage({ number, batch } satisfies MaskingReply, [
    ...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer)),
  ]);
});
