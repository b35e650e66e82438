import { readEntityVocab } from "@lukejs/entity-vocab/node";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import type { Command } from "commander";
import { buildExamples } from "../run/build-examples.ts";
import { formatCount } from "../terminal/progress.ts";
import { runCommand } from "../terminal/run-command.ts";
import { wholeNumber } from "./corpus.ts";

interface Options {
  readonly vocab: string;
  readonly tokenizer: string;
  readonly out: string;
  readonly maxWords: number;
  readonly heldOut: number;
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
    .option("--max-words <n>", "word tokens per example", wholeNumber, 512)
    .option("--held-out <share>", "share of the sentences kept for validation", Number, 0.02)
    .option("--unknown <way>", "links outside the vocabulary: unk or skip", "unk")
    .option("--abstracts-only", "only what stands before the first heading")
    .option("--keep-without-entities", "keep examples that mention no entity")
    .addHelpText(
      "after",
      "\nExample:\n  luke examples build corpus --vocab entities.jsonl --tokenizer tokenizer --out examples",
    )
    .action((corpus: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const progress = context.progress("examples", "pages");
        const opened = await openCorpus(corpus);
        const manifest = await buildExamples(
          opened,
          await loadTokenizer(options.tokenizer),
          await readEntityVocab(options.vocab),
          options.out,
          {
            maxWords: options.maxWords,
            heldOut: { by: "sentence", fraction: options.heldOut },
            unknownEntities: options.unknown,
            abstractsOnly: options.abstractsOnly === true,
            keepWithoutEntities: options.keepWithoutEntities === true,
            signal: context.signal,
            onProgress: (pages) => progress.update(pages, opened.metadata.counts.pages),
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
