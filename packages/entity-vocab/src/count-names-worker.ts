/** Counts names in the parts of a corpus that its port names, one after the other; the counts go back when there are no more. */
import { parentPort, workerData } from "node:worker_threads";
import type { CountNamesJob } from "./count-names.ts";
import { NameCounts } from "./name-counts.ts";
import { NameTrie } from "./name-trie.ts";

const { trie, size } = workerData as CountNamesJob;
const counts = new NameCounts(NameTrie.of(trie), size);

parentPort!.on("message", async (path: string | null) => {
  if (path === null) {
    const { occurrences, pages } = counts;
    parentPort!.postMessage({ occurrences, pages }, [occurrences.buffer, pages.buffer] as ArrayBuffer[]);
    parentPort!.close();
    return;
  }
  parentPort!.postMessage({ characters: await counts.addTable(path) });
});
