import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import type { Command } from "commander";
import { nothingToMerge } from "../errors.ts";
import { isFolder } from "../run/is-folder.ts";
import { requireFiles } from "../run/require-files.ts";
import { runCommand } from "../terminal/run-command.ts";
import { countFrom } from "./corpus.ts";

/** Tokens that every vocabulary has: bytes and special ones. */
const smallest = 261;

/** `luke tokenizer train FILES --size N --out DIR`. */
export function addTokenizer(program: Command): void {
  const tokenizer = program.command("tokenizer").description("byte-level BPE");
  tokenizer
    .command("train")
    .description("learn a byte-level BPE from text files or corpora")
    .argument("<input...>", "text files, or folders of `luke corpus build`")
    .requiredOption("--out <folder>", "where vocab.json and merges.txt go")
    .option("--size <n>", "rows of the vocabulary", countFrom(smallest), 50265)
    .option("--min-frequency <n>", "pairs that occur less often are not merged", countFrom(1), 2)
    .addHelpText("after", "\nExample:\n  luke tokenizer train corpus --size 8000 --out tokenizer")
    .action(
      (inputs: string[], options: { out: string; size: number; minFrequency: number }, command: Command) =>
        runCommand(command.optsWithGlobals(), async (context) => {
          await requireFiles("text", inputs);
          const progress = context.progress("tokenizer", "tokens");
          const files = await trainByteLevelBpe(textsOf(inputs), {
            vocabSize: options.size,
            minFrequency: options.minFrequency,
            onProgress: ({ stage, done, total }) => {
              if (stage === "merge") progress.update(done, total, "merging");
              else progress.update(done, undefined, "reading");
            },
          });
          if (files.merges.length === 0 && options.size > smallest)
            throw nothingToMerge(inputs, options.minFrequency);
          const trained = new RobertaTokenizer(files);
          await saveTokenizer(trained, options.out);
          progress.end(`${trained.vocabSize} tokens`);
          context.result(
            { vocabSize: trained.vocabSize, merges: files.merges.length },
            `${trained.vocabSize} tokens written to ${options.out}`,
          );
        }),
    );
}

/** Lines of text files, paragraphs of corpora. */
export async function* textsOf(inputs: readonly string[]): AsyncGenerator<string> {
  for (const input of inputs) {
    if (await isFolder(input)) {
      const corpus = await openCorpus(input);
      for await (const page of corpus.pages()) for (const paragraph of page.paragraphs) yield paragraph.text;
    } else {
      yield* createInterface({ input: createReadStream(input, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
    }
  }
}
