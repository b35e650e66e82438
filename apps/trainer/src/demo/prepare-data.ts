/** The first half of the main job: dump → corpus → tokenizer, entity vocabulary, mention table → examples. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeEncyclopedia } from "@lukejs/encyclopedia/node";
import { buildEntityVocab, buildMentionTable, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { buildCorpus } from "@lukejs/wiki-corpus/node";
import { textsOf } from "../commands/tokenizer.ts";
import type { ScoreRow } from "../report/report-data.ts";
import { buildExamples } from "../run/build-examples.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import { demoMaxWords, demoSeed, demoVocabulary } from "./demo-settings.ts";
import type { StageRunner } from "./stage-runner.ts";

export interface PreparedData {
  readonly corpus: string;
  readonly datasets: string;
  readonly tokenizer: string;
  readonly entityVocab: string;
  readonly mentions: string;
  readonly examples: string;
  readonly facts: readonly ScoreRow[];
  /** The keys of the stages that later ones depend on. */
  readonly keys: { readonly world: string; readonly examples: string; readonly mentions: string };
}

export async function prepareData(
  out: string,
  stages: StageRunner,
  context: CommandContext,
): Promise<PreparedData> {
  const worldFolder = join(out, "encyclopedia");
  const world = await stages.run("encyclopedia", {
    folder: worldFolder,
    settings: { seed: demoSeed },
    run: async () => {
      const progress = context.progress("encyclopedia", "articles");
      const { dump, datasets, counts } = await writeEncyclopedia(worldFolder, { seed: demoSeed });
      progress.end(`${counts.articles} articles, ${counts.words} words, ${counts.links} links`);
      return { dump, datasets, counts: { ...counts } as Record<string, number> };
    },
  });

  const corpusStage = await stages.run("corpus", {
    folder: join(out, "corpus-stage"),
    settings: {},
    after: [world.key],
    run: async () => {
      const progress = context.progress("corpus", "pages");
      const metadata = await buildCorpus(world.result.dump, join(out, "corpus"), {
        signal: context.signal,
        onProgress: (counts) => progress.update(counts.pages),
      });
      const { pages, redirects, paragraphs, links } = metadata.counts;
      progress.end(`${pages} pages, ${paragraphs} paragraphs, ${links} links`);
      return { pages, redirects, paragraphs, links };
    },
  });
  const corpus = join(out, "corpus");

  const tokenizer = join(out, "tokenizer");
  const tokenizerStage = await stages.run("tokenizer", {
    folder: tokenizer,
    settings: { size: demoVocabulary.words },
    after: [corpusStage.key],
    run: async () => {
      const progress = context.progress("tokenizer", "tokens");
      const trained = new RobertaTokenizer(
        await trainByteLevelBpe(textsOf([corpus]), {
          vocabSize: demoVocabulary.words,
          onProgress: ({ stage, done, total }) => stage === "merge" && progress.update(done, total),
        }),
      );
      await saveTokenizer(trained, tokenizer);
      progress.end(`${trained.vocabSize} tokens`);
      return trained.vocabSize;
    },
  });

  const entityVocab = join(out, "entity-vocab", "entities.jsonl");
  const vocabStage = await stages.run("entity vocabulary", {
    folder: join(out, "entity-vocab"),
    settings: { size: demoVocabulary.entities },
    after: [corpusStage.key],
    run: async () => {
      const progress = context.progress("entity vocabulary", "entities");
      const vocab = await buildEntityVocab(corpus, { size: demoVocabulary.entities });
      await writeEntityVocab(vocab, entityVocab);
      progress.end(`${vocab.size} entities`);
      return vocab.size;
    },
  });

  const mentions = join(out, "mentions");
  const mentionStage = await stages.run("mention table", {
    folder: mentions,
    settings: {},
    after: [corpusStage.key],
    run: async () => {
      const progress = context.progress("mention table", "names");
      const { names } = await buildMentionTable(corpus, mentions);
      progress.end(`${names} names`);
      return names;
    },
  });

  const examples = join(out, "examples");
  const exampleStage = await stages.run("examples", {
    folder: examples,
    settings: { maxWords: demoMaxWords, heldOut: 0.03 },
    after: [tokenizerStage.key, vocabStage.key],
    run: async () => {
      const progress = context.progress("examples", "pages");
      const { splits } = await buildExamples(
        {
          corpus,
          tokenizer,
          entityVocab,
          out: examples,
          settings: { maxWords: demoMaxWords, heldOut: { by: "sentence", fraction: 0.03 } },
        },
        { signal: context.signal, onProgress: (pages, total) => progress.update(pages, total) },
      );
      progress.end(
        `${splits.train.examples} examples, ${splits.train.words} words, ${splits.train.entities} entities`,
      );
      return {
        examples: splits.train.examples,
        words: splits.train.words,
        entities: splits.train.entities,
        heldOut: splits.heldOut.examples,
      };
    },
  });

  const { counts } = world.result;
  const dumpBytes = (await readFile(world.result.dump)).length;
  return {
    corpus,
    datasets: world.result.datasets,
    tokenizer,
    entityVocab,
    mentions,
    examples,
    keys: { world: world.key, examples: exampleStage.key, mentions: mentionStage.key },
    facts: [
      {
        name: "articles in the dump",
        value: `${counts["articles"]} (${(dumpBytes / 1e6).toFixed(1)} MB compressed)`,
      },
      { name: "words and links", value: `${counts["words"]} and ${counts["links"]}` },
      {
        name: "corpus",
        value: `${corpusStage.result.paragraphs} paragraphs, ${corpusStage.result.links} links to articles`,
      },
      { name: "word vocabulary", value: `${tokenizerStage.result} tokens` },
      { name: "entity vocabulary", value: `${vocabStage.result} entities` },
      { name: "mention table", value: `${mentionStage.result} names` },
      {
        name: "pretraining examples",
        value: `${exampleStage.result.examples} with ${exampleStage.result.words} tokens and ${exampleStage.result.entities} entities`,
      },
    ],
  };
}
