import { readEntityVocab } from "@lukejs/entity-vocab/node";
import { buildPretrainingExamples, type ExampleOptions } from "@lukejs/tasks";
import { type WrittenExamples, writeExamplesPart } from "@lukejs/tasks/node";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { splitSentences } from "@lukejs/wiki-corpus";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import { fingerprints } from "./pretraining-data.ts";

/** The settings of example building that are plain values. */
export type ExampleSettings = Omit<ExampleOptions, "splitSentences" | "resolveTitle">;

/** What example building reads and writes, and how. */
export interface ExamplesJob {
  readonly corpus: string;
  readonly tokenizer: string;
  readonly entityVocab: string;
  readonly out: string;
  readonly settings: ExampleSettings;
  /** Examples per shard: 50,000. */
  readonly shardSize?: number;
}

/** Opens what a job reads, once; the function it returns builds and writes the examples of one part of the corpus. */
export async function openExamplesJob(job: ExamplesJob): Promise<{
  /** What the description of the examples says they were built with. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly parts: number;
  readonly pages: number;
  build(part: number, onPage?: (pages: number) => void, signal?: AbortSignal): Promise<WrittenExamples>;
}> {
  const [corpus, tokenizer, entities] = await Promise.all([
    openCorpus(job.corpus),
    loadTokenizer(job.tokenizer),
    readEntityVocab(job.entityVocab),
  ]);
  const settings = {
    ...job.settings,
    vocabSize: tokenizer.vocabSize,
    entityVocabSize: entities.size,
    vocabularies: fingerprints(tokenizer, entities),
  };
  return {
    settings,
    parts: corpus.metadata.parts,
    pages: corpus.metadata.counts.pages,
    async build(part, onPage, signal) {
      const splits = await buildPretrainingExamples(corpus.pages(part), tokenizer, entities, {
        ...job.settings,
        splitSentences,
        resolveTitle: corpus.resolve,
        ...(onPage === undefined ? {} : { onProgress: onPage }),
        ...(signal === undefined ? {} : { signal }),
      });
      const { shardSize } = job;
      return writeExamplesPart(job.out, part, splits, {
        settings,
        ...(shardSize === undefined ? {} : { shardSize }),
      });
    },
  };
}
