import type { Worker } from "node:worker_threads";
import { LukeError } from "@lukejs/errors";
import { buildTask, type PartTask } from "./build-task.ts";
import type { CorpusJob } from "./corpus-job.ts";
import type { CorpusWorkerAnswer, CorpusWorkerData, CorpusWorkerRequest } from "./corpus-worker.ts";
import { workerFailed } from "./errors.ts";
import type { PartReport } from "./part-report.ts";
import { startWorker } from "./start-worker.ts";

/**
 * Builds parts in worker threads (0: in this one, without a budget), one a worker at a time.
 *
 * A page that takes longer, or needs more memory, than the job's budget costs its worker: the part is begun anew in another
 * one that leaves that page out. A worker that dies of something else is replaced once for each part.
 */
export class PartBuilders {
  readonly #job: CorpusJob;
  readonly #folder: string;
  readonly #size: number;
  readonly #free: CorpusWorker[] = [];
  readonly #all = new Set<CorpusWorker>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(size: number, job: CorpusJob, folder: string) {
    this.#size = size;
    this.#job = job;
    this.#folder = folder;
  }

  /** Resolves when a worker has begun with the part, so that no more is read than can be worked on. */
  async begin(task: PartTask): Promise<{ readonly built: Promise<PartReport> }> {
    while (this.#busy >= Math.max(1, this.#size)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    this.#busy++;
    return { built: this.#build(task) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map(({ thread }) => thread.terminate()));
  }

  async #build(task: PartTask): Promise<PartReport> {
    const skip = new Map<number, string>();
    try {
      if (this.#size === 0) return await buildTask(this.#job, this.#folder, task);
      for (let deaths = 0; ; ) {
        const worker = this.#free.pop() ?? this.#start();
        const answer = await answerOf(worker, { task, skip }, this.#job.budget.seconds);
        if ("report" in answer || "failure" in answer) {
          this.#free.push(worker);
          if ("report" in answer) return answer.report;
          throw new LukeError({ ...answer.failure, hint: answer.failure.hint ?? "" });
        }
        this.#all.delete(worker);
        await worker.thread.terminate();
        const reason = this.#reason(answer);
        if (reason !== undefined && answer.page >= 0 && !skip.has(answer.page)) skip.set(answer.page, reason);
        else if (deaths++ > 0) throw workerFailed(answer.death);
      }
    } finally {
      this.#busy--;
      this.#waiting.shift()?.();
    }
  }

  /** Why a page is to be left out, if a page it was. */
  #reason({ death }: Death): string | undefined {
    const { seconds, megabytes } = this.#job.budget;
    if (death === undefined) return `the page took longer than ${seconds} s`;
    const code = death instanceof Error && "code" in death ? death.code : undefined;
    return code === "ERR_WORKER_OUT_OF_MEMORY" ? `the page needed more than ${megabytes} MB` : undefined;
  }

  #start(): CorpusWorker {
    const page = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
    const data: CorpusWorkerData = { job: this.#job, folder: this.#folder, page };
    const resourceLimits = { maxOldGenerationSizeMb: this.#job.budget.megabytes };
    const worker = { thread: startWorker("corpus-worker", data, { resourceLimits }), page };
    this.#all.add(worker);
    return worker;
  }
}

interface CorpusWorker {
  readonly thread: Worker;
  /** The place of the page it is parsing, -1 when none. */
  readonly page: Int32Array;
}

/** What a worker died of, and at which page; undefined: it is still at that page. */
interface Death {
  readonly death: unknown;
  readonly page: number;
}

function answerOf(
  { thread, page }: CorpusWorker,
  request: CorpusWorkerRequest,
  seconds: number,
): Promise<CorpusWorkerAnswer | Death> {
  return new Promise((resolve) => {
    let watched = -1;
    let since = performance.now();
    const watch = setInterval(
      () => {
        const now = Atomics.load(page, 0);
        if (now !== watched) {
          watched = now;
          since = performance.now();
        } else if (now >= 0 && performance.now() - since > 1000 * seconds)
          end({ death: undefined, page: now });
      },
      Math.min(1000, 250 * seconds),
    );
    const end = (answer: CorpusWorkerAnswer | Death) => {
      clearInterval(watch);
      thread.off("message", end).off("error", fail).off("exit", exit);
      resolve(answer);
    };
    const fail = (death: unknown) => end({ death, page: Atomics.load(page, 0) });
    const exit = (code: number) => fail(new Error(`it exited with ${code}`));
    thread.on("message", end).on("error", fail).on("exit", exit);
    thread.postMessage(request);
  });
}
