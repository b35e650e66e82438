import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { LukeError } from "@lukejs/errors";
import type { EncodeOptions } from "./encode-options.ts";
import type { EncodeReply, EncodeRequest, EncodeWorkerData } from "./encode-worker.ts";
import { type EncodedChunk, EncodedTexts } from "./encoded-texts.ts";
import type { RobertaTokenizerOptions } from "./roberta-options.ts";
import { startWorker } from "./start-worker.ts";

export interface EncodingPoolOptions {
  /** Threads; as many as the machine runs at once. */
  readonly workers?: number;
  /** As for loadTokenizer. */
  readonly tokenizer?: RobertaTokenizerOptions;
}

/** Worker threads with a tokenizer each. They keep the process alive until `close`. */
export interface EncodingPool {
  readonly workers: number;
  /**
   * The encodings of the texts, in their order, whatever the number of workers.
   *
   * @throws LukeError what loadTokenizer and encode throw
   */
  encodeBatch(texts: readonly string[], options?: EncodeOptions): Promise<EncodedTexts>;
  close(): Promise<void>;
}

/** UTF-16 units that a worker gets at a time: enough to make little of the messages, little enough to share out. */
const CHUNK_UNITS = 1 << 18;

interface Job {
  readonly request: EncodeRequest;
  readonly resolve: (chunk: EncodedChunk) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts worker threads that encode batches with the tokenizer of a folder.
 *
 * @example
 * const pool = createEncodingPool("model", { workers: 2 });
 * for (const { ids } of await pool.encodeBatch(texts)) use(ids);
 * await pool.close();
 */
export function createEncodingPool(folder: string, options: EncodingPoolOptions = {}): EncodingPool {
  const { workers: numWorkers = availableParallelism(), tokenizer: tokenizerOptions = {} } = options;
  if (!Number.isInteger(numWorkers) || numWorkers < 1) {
    throw new RangeError(`Cannot start ${numWorkers} workers: expected an integer above 0`);
  }
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const running = new Map<Worker, Job>();
  let failure: Error | undefined;

  const next = (): void => {
    while (waiting.length > 0 && idle.length > 0) {
      const worker = idle.pop()!;
      const job = waiting.shift()!;
      running.set(worker, job);
      worker.postMessage(job.request);
    }
  };
  const fail = (error: Error): void => {
    failure ??= error;
    for (const job of [...running.values(), ...waiting.splice(0)]) job.reject(failure);
    running.clear();
  };
  const all = Array.from({ length: numWorkers }, () => {
    const worker = startWorker("encode-worker", { folder, tokenizerOptions } satisfies EncodeWorkerData);
    worker.on("message", (reply: EncodeReply) => {
      const job = running.get(worker);
      running.delete(worker);
      if ("chunk" in reply) job?.resolve(reply.chunk);
      else job?.reject(errorOf(reply.error));
      idle.push(worker);
      next();
    });
    worker.on("error", fail);
    worker.on("exit", () => fail(new Error("The encoding pool is closed")));
    idle.push(worker);
    return worker;
  });

  return {
    workers: numWorkers,
    async encodeBatch(texts, encodeOptions = {}) {
      if (failure !== undefined) throw failure;
      const chunks = chunksOf(texts).map(
        (chunk) =>
          new Promise<EncodedChunk>((resolve, reject) => {
            waiting.push({ request: { texts: chunk, options: encodeOptions }, resolve, reject });
          }),
      );
      next();
      return new EncodedTexts(await Promise.all(chunks));
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

function chunksOf(texts: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let units = CHUNK_UNITS;
  for (const text of texts) {
    if (units >= CHUNK_UNITS) {
      chunks.push([]);
      units = 0;
    }
    chunks.at(-1)!.push(text);
    units += text.length;
  }
  return chunks;
}

function errorOf({
  code,
  message,
  hint,
}: {
  code?: string;
  message: string;
  hint?: string | undefined;
}): Error {
  if (code === undefined) return new Error(message);
  return new LukeError({ code, message, ...(hint !== undefined && { hint }) });
}
