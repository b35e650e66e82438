import type { EntityVocab } from "@lukejs/entity-vocab";
import { type BuildOptions, buildPretrainingExamples } from "@lukejs/tasks";
import { type ExamplesManifest, writePretrainingExamples } from "@lukejs/tasks/node";
import type { RobertaTokenizer } from "@lukejs/tokenizer";
import { splitSentences } from "@lukejs/wiki-corpus";
import type { Corpus } from "@lukejs/wiki-corpus/node";

/** Pretraining examples of a corpus, written to `folder`; redirects are followed to their end. */
export async function buildExamples(
  corpus: Corpus,
  tokenizer: RobertaTokenizer,
  entities: EntityVocab,
  folder: string,
  options: Omit<BuildOptions, "splitSentences" | "resolveTitle">,
): Promise<ExamplesManifest> {
  const { onProgress, signal, ...settings } = options;
  const splits = await buildPretrainingExamples(corpus.pages(), tokenizer, entities, {
    ...options,
    splitSentences,
    resolveTitle: corpus.resolve,
  });
  return writePretrainingExamples(folder, splits, {
    settings: { ...settings, vocabSize: tokenizer.vocabSize, entityVocabSize: entities.size },
  });
}
