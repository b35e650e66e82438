import type { Worker } from "node:worker_threads";
import { type BuiltPart, buildPart, type PartRequest } from "./build-part.ts";
import { workerFailed } from "./errors.ts";
import type { ScanOptions } from "./scan-wikitext.ts";
import { startWorker } from "./start-worker.ts";

/** Builds parts in worker threads (0: in this one), one a worker at a time. */
export class PartBuilders {
  readonly #options: ScanOptions;
  readonly #free: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #size: number;
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor(size: number, options: ScanOptions) {
    this.#size = size;
    this.#options = options;
  }

  /** Resolves when a worker has begun with the part, so that no more is read than can be worked on. */
  async begin(request: PartRequest): Promise<{ readonly built: Promise<BuiltPart> }> {
    if (this.#size === 0) return { built: Promise.resolve(buildPart(request, this.#options)) };
    return { built: this.#build(await this.#acquire(), request) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #acquire(): Worker | Promise<Worker> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#all.length < this.#size) return this.#start();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  async #build(worker: Worker, request: PartRequest): Promise<BuiltPart> {
    try {
      return await answerOf(worker, request);
    } catch (cause) {
      this.#all.splice(this.#all.indexOf(worker), 1);
      void worker.terminate();
      this.#waiting.shift()?.(this.#start());
      throw workerFailed(cause);
    } finally {
      if (this.#all.includes(worker)) {
        const next = this.#waiting.shift();
        if (next === undefined) this.#free.push(worker);
        else next(worker);
      }
    }
  }

  #start(): Worker {
    const worker = startWorker("corpus-worker", this.#options);
    this.#all.push(worker);
    return worker;
  }
}

function answerOf(worker: Worker, request: PartRequest): Promise<BuiltPart> {
  return new Promise((resolve, reject) => {
    const done = () => {
      worker.off("message", message).off("error", fail).off("exit", exit);
    };
    const message = (part: BuiltPart) => {
      done();
      resolve(part);
    };
    const fail = (error: unknown) => {
      done();
      reject(error);
    };
    const exit = (code: number) => fail(new Error(`it exited with ${code}`));
    worker.on("message", message).on("error", fail).on("exit", exit);
    worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
  });
}
