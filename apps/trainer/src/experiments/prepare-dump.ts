import { join } from "node:path";
import { buildEntityVocab, writeEntityVocab } from "@lukejs/entity-vocab/node";
import type { ExampleOptions } from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { buildCorpus } from "@lukejs/wiki-corpus/node";
import { textsOf } from "../commands/tokenizer.ts";
import type { StageRunner } from "../demo/stage-runner.ts";
import { buildExamples } from "../run/build-examples.ts";
import type { CommandContext } from "../terminal/run-command.ts";

/** Folders and files of a small dump that was made ready for pretraining. */
export interface PreparedDump {
  readonly corpus: string;
  readonly examples: string;
  readonly tokenizer: string;
  readonly entityVocab: string;
  /** Tokens to train on. */
  readonly words: number;
  /** What later stages depend on. */
  readonly key: string;
}

export interface DumpOptions extends Pick<ExampleOptions, "unknownEntities" | "keepWithoutEntities"> {
  /** Links that an entity of the vocabulary needs: 2. */
  readonly minCount?: number;
  /** Share of the sentences that are held out: 0.03. */
  readonly heldOut?: number;
}

/** Corpus, vocabularies and examples of a small dump, sentences of every page held out. */
export async function prepareDump(
  dump: string,
  out: string,
  stages: StageRunner,
  context: CommandContext,
  options: DumpOptions = {},
): Promise<PreparedDump> {
  const corpus = join(out, "corpus");
  const corpusStage = await stages.run(`corpus of ${dump}`, {
    folder: join(out, "corpus-stage"),
    settings: {},
    files: [dump],
    run: async () => (await buildCorpus(dump, corpus, { signal: context.signal })).counts,
  });
  const examples = join(out, "examples");
  const tokenizer = join(out, "tokenizer");
  const entityVocab = join(out, "entities.jsonl");
  const { key, result } = await stages.run("vocabularies and examples", {
    folder: examples,
    settings: { words: 8000, entities: "10,000, absent targets too", maxWords: 128, ...options },
    after: [corpusStage.key],
    run: async () => {
      const files = await trainByteLevelBpe(textsOf([corpus]), { vocabSize: 8000 });
      await saveTokenizer(new RobertaTokenizer(files), tokenizer);
      // Most links of so small a dump lead out of it.
      const { minCount = 2, heldOut: fraction = 0.03, ...ofExamples } = options;
      const ofLinks = { size: 10_000, minCount, keepAbsentTargets: true };
      await writeEntityVocab(await buildEntityVocab(corpus, ofLinks), entityVocab);
      const settings = { maxWords: 128, heldOut: { by: "sentence" as const, fraction }, ...ofExamples };
      const { splits } = await buildExamples(
        { corpus, tokenizer, entityVocab, out: examples, settings },
        { signal: context.signal },
      );
      const { examples: count, words, entities } = splits.train;
      return { examples: count, words, entities };
    },
  });
  return { corpus, examples, tokenizer, entityVocab, words: result.words, key };
}
