import type { Worker } from "node:worker_threads";
import { NameCounts } from "./name-counts.ts";
import type { NameTrie, SharedTrie } from "./name-trie.ts";
import { startWorker } from "./start-worker.ts";

/** What a worker is started with. */
export interface CountNamesJob {
  readonly trie: SharedTrie;
  /** Names are numbered below it. */
  readonly size: number;
}

type Message =
  | { readonly characters: number }
  | { readonly occurrences: Uint32Array; readonly pages: Uint32Array };

/**
 * Occurrences of each name in tables of paragraphs, and pages with it, counted in worker threads that share the trie, or
 * here where there is but one table. The counts do not depend on how many there are.
 */
export async function countNames(
  trie: NameTrie,
  size: number,
  files: readonly string[],
  threads: number,
  onPart: (characters: number) => void,
): Promise<{ readonly occurrences: Uint32Array; readonly pages: Uint32Array }> {
  if (files.length <= 1) {
    const counts = new NameCounts(trie, size);
    for (const file of files) onPart(await counts.addTable(file));
    return counts;
  }
  const job: CountNamesJob = { trie: trie.share(), size };
  const occurrences = new Uint32Array(size);
  const pages = new Uint32Array(size);
  let next = 0;
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const sendNext = () => worker.postMessage(files[next++] ?? null);
      worker.on("error", reject);
      worker.on("exit", (code) =>
        code === 0 ? resolve() : reject(new Error(`A counting thread ended with code ${code}`)),
      );
      worker.on("message", (message: Message) => {
        if ("characters" in message) {
          onPart(message.characters);
          sendNext();
        } else {
          for (let i = 0; i < size; i++) occurrences[i]! += message.occurrences[i]!;
          for (let i = 0; i < size; i++) pages[i]! += message.pages[i]!;
        }
      });
      sendNext();
    });
  const workers = Array.from({ length: Math.min(threads, files.length) }, () =>
    startWorker("count-names-worker", job),
  );
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return { occurrences, pages };
}
