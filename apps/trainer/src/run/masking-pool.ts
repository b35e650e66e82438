import type { Worker } from "node:worker_threads";
import type { MaskedBatch, PretrainingVisit } from "@lukejs/tasks";
import type { MaskingJob, MaskingReply, MaskingRequest } from "./masking-worker.ts";
import { startWorker } from "./start-worker.ts";

/** Threads that mask and batch while the main one computes. */
export interface MaskingPool {
  /** Masks micro-batches, in order; the answer does not depend on the number of threads. */
  mask(microBatches: readonly (readonly PretrainingVisit[])[]): Promise<readonly MaskedBatch[]>;
  close(): Promise<void>;
}

/** Starts `workers` threads; the examples' arrays should be in shared memory, or each thread gets a copy. */
export function createMaskingPool(job: MaskingJob, workers: number): MaskingPool {
  const waiting = new Map<number, { resolve(batch: MaskedBatch): void; reject(error: unknown): void }>();
  let asked = 0;
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  const threads: Worker[] = Array.from({ length: workers }, () => {
    const worker = startWorker("masking-worker", job);
    worker.on("message", ({ number, batch }: MaskingReply) => {
      waiting.get(number)?.resolve(batch);
      waiting.delete(number);
    });
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`A worker that masks examples exited with ${code}`)));
    return worker;
  });
  return {
    mask: (microBatches) =>
      Promise.all(
        microBatches.map(
          (visits) =>
            new Promise<MaskedBatch>((resolve, reject) => {
              if (failure !== undefined) return reject(failure);
              const number = asked++;
              waiting.set(number, { resolve, reject });
              threads[number % workers]!.postMessage({ number, visits } satisfies MaskingRequest);
            }),
        ),
      ),
    async close() {
      for (const worker of threads) worker.removeAllListeners("exit");
      await Promise.all(threads.map((worker) => worker.terminate()));
    },
  };
}
