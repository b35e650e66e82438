import type { Worker } from "node:worker_threads";
import { type BuiltPart, buildPart, type PartRequest } from "./build-part.ts";
import { workerFailed } from "./errors.ts";
import type { ScanOptions } from "./scan-wikitext.ts";
import { startWorker } from "./start-worker.ts";

/** Builds parts in worker threads (0: in this one), at most one a worker at a time. */
export class PartBuilders {
  readonly #options: ScanOptions;
  readonly #free: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #size: number;
  #waiting: (() => void) | undefined;

  constructor(size: number, options: ScanOptions) {
    this.#size = size;
    this.#options = options;
  }

  /** Resolves when a worker is free, so that no more batches are read than can be worked on. */
  async ready(): Promise<void> {
    while (this.#size > 0 && this.#free.length === 0 && this.#all.length >= this.#size) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }

  async build(request: PartRequest): Promise<BuiltPart> {
    if (this.#size === 0) return buildPart(request, this.#options);
    await this.ready();
    const worker = this.#free.pop() ?? this.#start();
    try {
      return await new Promise<BuiltPart>((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
        worker.once("exit", (code) => reject(new Error(`it exited with ${code}`)));
        worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
      });
    } catch (cause) {
      throw workerFailed(cause);
    } finally {
      worker.removeAllListeners();
      this.#free.push(worker);
      this.#waiting?.();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = startWorker("corpus-worker", this.#options);
    this.#all.push(worker);
    return worker;
  }
}
