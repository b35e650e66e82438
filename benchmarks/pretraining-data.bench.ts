/**
 * Claims: one thread builds pretraining examples from at least 3 MB of text a second, tokenizing included; one thread
 * masks and batches at least 60,000 words a second, which is about what the paper's sixteen GPUs read together.
 *
 * Method: pages of a sample of the English Wikipedia (or of the bundled encyclopedia) with their links, sentences split
 * by wiki-corpus, RoBERTa's vocabulary where it is beside the repository. Seconds are of CPU time of this process, so
 * that a busy machine changes them little; the best of five rounds, after one that warms up. The first round, with an
 * empty cache of words, is given too.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createMasking,
  cutMicroBatches,
  maskMicroBatch,
  PretrainingExamples,
  pageExamples,
} from "@lukejs/tasks";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { splitSentences } from "@lukejs/wiki-corpus";
import { pretrainingPages } from "./pretraining-pages.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { writeTokenizerFiles } from "./tokenizer-files.ts";
import { megabytesOf, naturalTexts } from "./tokenizer-texts.ts";

/** Seconds of CPU time. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
const vocabulary = await writeTokenizerFiles(folder, await naturalTexts());
const pages = await pretrainingPages();
const megabytes = megabytesOf(pages.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text)));
const titles = new Set(
  pages.flatMap(({ paragraphs }) => paragraphs.flatMap(({ links }) => links.map(({ title }) => title))),
);
const idOfTitle = new Map([...titles].map((title, i) => [title, i + 3]));
const entities = { unkId: 1, maskId: 2, idOf: (title: string) => idOfTitle.get(title) };

const tokenizer = await loadTokenizer(folder);
const built: number[] = [];
let examples = new PretrainingExamples();
for (let round = 0; round < 6; round++) {
  examples = new PretrainingExamples();
  built.push(
    cpuSeconds(() => {
      for (const page of pages) {
        for (const example of pageExamples(page, tokenizer, entities, { splitSentences }).train)
          examples.append(example);
      }
    }),
  );
}

const masking = createMasking(tokenizer, entities);
const masked: number[] = [];
for (let epoch = 0; epoch < 6; epoch++) {
  const visits = Array.from({ length: examples.size }, (_, index) => ({ epoch, index }));
  masked.push(
    cpuSeconds(() => {
      const share = { rank: 0, size: 1 };
      for (const part of cutMicroBatches(examples, visits, { maxTokens: 4096, masking, share })) {
        maskMicroBatch(examples, part, { seed: 1, masking, padWordId: 1 });
      }
    }),
  );
}
await rm(folder, { recursive: true });
reportBenchmark(
  "pretraining-data",
  "example building ≥ 3 MB of text a second and thread, masking and batching ≥ 60,000 words",
  {
    vocabulary,
    "text, MB": megabytes,
    examples: examples.size,
    "words an example, mean": examples.wordCount / examples.size,
    "building, MB a CPU-second, first round": megabytes / built[0]!,
    "building, MB a CPU-second": megabytes / Math.min(...built.slice(1)),
    "masking and batching, words a CPU-second": examples.wordCount / Math.min(...masked.slice(1)),
  },
);
