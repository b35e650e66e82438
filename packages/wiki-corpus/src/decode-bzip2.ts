import { startWorker } from "./start-worker.ts";

/** Decoded bytes that may wait for their reader. */
const window = 16;

/**
 * Decodes bzip2 in JavaScript (seek-bzip), in a thread of its own, with bounded memory.
 * What stands before a damaged block is yielded before the error is thrown.
 */
export async function* decodeBzip2(path: string): AsyncGenerator<Buffer> {
  // Chunks the reader has taken; the thread waits while it is more than `window` ahead.
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const worker = startWorker("bzip2-worker", { path, taken, window });
  const waiting: (Uint8Array | { error: string } | "end")[] = [];
  let wake = () => {};
  worker.on("message", (message: Uint8Array | { error: string } | "end") => {
    waiting.push(message);
    wake();
  });
  worker.on("error", (error) => {
    waiting.push({ error: String(error) });
    wake();
  });
  try {
    for (;;) {
      const message = waiting.shift();
      if (message === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (message === "end") return;
      if (!(message instanceof Uint8Array)) throw new Error(message.error);
      yield Buffer.from(message.buffer, message.byteOffset, message.byteLength);
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    }
  } finally {
    await worker.terminate();
  }
}
