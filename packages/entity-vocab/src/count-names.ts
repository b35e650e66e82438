import type { Worker } from "node:worker_threads";
import { cannotCountNames } from "./errors.ts";
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
 *
 * @throws LukeError VOC010 where a table cannot be read, or a thread ends
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
    for (const file of files) {
      const characters = await counts.addTable(file).catch((cause: unknown) => {
        throw cannotCountNames(file, cause);
      });
      onPart(characters);
    }
    return counts;
  }
  const job: CountNamesJob = { trie: trie.share(), size };
  const occurrences = new Uint32Array(size);
  const pages = new Uint32Array(size);
  let next = 0;
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      let file = "";
      const sendNext = () => {
        file = files[next++] ?? file;
        worker.postMessage(next > files.length ? null : file);
      };
      const fail = (cause: unknown) => reject(cannotCountNames(file, cause));
      worker.on("error", fail);
      worker.on("exit", (code) =>
        code === 0 ? resolve() : fail(new Error(`the counting thread ended with code ${code}`)),
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
