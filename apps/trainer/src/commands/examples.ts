import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { buildExamples } from "../run/build-examples.ts";
import { formatCount } from "../terminal/progress.ts";
import { runCommand } from "../terminal/run-command.ts";
import { countFrom, wholeNumber } from "./corpus.ts";

interface Options {
  readonly vocab: string;
  readonly tokenizer: string;
  readonly out: string;
  readonly maxWords: number;
  readonly heldOut: number;
  readonly heldOutBy: "page" | "sentence";
  readonly minSentence: number;
  readonly maxSentence?: number;
  readonly maxEntities: number;
  readonly shardSize: number;
  readonly workers: number;
  readonly unknown: "unk" | "skip";
  readonly abstractsOnly?: boolean;
  readonly keepWithoutEntities?: boolean;
}

/** `luke examples build CORPUS --vocab FILE --tokenizer DIR --out DIR`. */
export function addExamples(program: Command): void {
  const examples = program.command("examples").description("pretraining examples");
  examples
    .command("build")
    .description("cut a corpus into pretraining examples")
    .argument("<corpus>", "a folder of `luke corpus build`")
    .requiredOption("--vocab <file>", "an entity vocabulary")
    .requiredOption("--tokenizer <folder>", "a tokenizer")
    .requiredOption("--out <folder>", "where the examples go")
    .option("--max-words <n>", "word tokens per example", countFrom(1), 512)
    .option("--max-entities <n>", "entities per example", wholeNumber, 128)
    .option("--min-sentence <n>", "word tokens of the shortest sentence that is kept", wholeNumber, 5)
    .option("--max-sentence <n>", "word tokens of the longest one (default: what fits)", wholeNumber)
    .option("--held-out <share>", "share of the corpus kept for validation", Number, 0.02)
    .addOption(
      new Option("--held-out-by <unit>", "what is held out whole")
        .choices(["page", "sentence"])
        .default("page"),
    )
    .addOption(
      new Option("--unknown <way>", "links outside the vocabulary: the entity [UNK] or plain text")
        .choices(["unk", "skip"])
        .default("unk"),
    )
    .option("--shard-size <n>", "examples per file", countFrom(1), 50_000)
    .option(
      "--workers <n>",
      "threads; the files are the same for any number",
      wholeNumber,
      availableParallelism(),
    )
    .option("--abstracts-only", "only what stands before the first heading")
    .option("--keep-without-entities", "keep examples that mention no entity")
    .addHelpText(
      "after",
      "\nExample:\n  luke examples build corpus --vocab entities.jsonl --tokenizer tokenizer --out examples",
    )
    .action((corpus: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const progress = context.progress("examples", "pages");
        const manifest = await buildExamples(
          {
            corpus,
            tokenizer: options.tokenizer,
            entityVocab: options.vocab,
            out: options.out,
            shardSize: options.shardSize,
            settings: {
              maxWords: options.maxWords,
              maxEntities: options.maxEntities,
              minSentenceWords: options.minSentence,
              ...(options.maxSentence === undefined ? {} : { maxSentenceWords: options.maxSentence }),
              heldOut: { by: options.heldOutBy, fraction: options.heldOut },
              unknownEntities: options.unknown,
              abstractsOnly: options.abstractsOnly === true,
              keepWithoutEntities: options.keepWithoutEntities === true,
            },
          },
          {
            workers: options.workers,
            signal: context.signal,
            onProgress: (pages, total) => progress.update(pages, total),
          },
        );
        const { train, heldOut } = manifest.splits;
        progress.end(`${formatCount(train.examples)} examples`);
        context.result(
          manifest,
          `${train.examples} examples with ${train.words} words and ${train.entities} entities, ${heldOut.examples} held out, written to ${options.out}`,
        );
      }),
    );
}
