import { buildEntityVocab, readEntityVocab, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import type { Command } from "commander";
import { runCommand } from "../terminal/run-command.ts";
import { wholeNumber } from "./corpus.ts";

interface BuildOptions {
  readonly out: string;
  readonly size?: number;
  readonly minCount: number;
  readonly keepAbsentTargets?: boolean;
}

/** `luke vocab build CORPUS --size N --out FILE` and `luke vocab search FILE TEXT`. */
export function addVocab(program: Command): void {
  const vocab = program.command("vocab").description("entity vocabularies");
  vocab
    .command("build")
    .description("count the links of a corpus, redirects resolved, and keep the most frequent targets")
    .argument("<corpus>", "a folder of `luke corpus build`")
    .requiredOption("--out <file>", "the vocabulary: .jsonl, or .json as transformers reads it")
    .option("--size <n>", "rows, the three special ones included", wholeNumber)
    .option("--min-count <n>", "links an entity needs", wholeNumber, 1)
    .option("--keep-absent-targets", "keep targets that are no pages of the corpus, for a partial dump")
    .addHelpText("after", "\nExample:\n  luke vocab build corpus --size 500000 --out entities.jsonl")
    .action((corpus: string, options: BuildOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await openCorpus(corpus); // a clear error where the folder is no corpus
        const built = await buildEntityVocab(corpus, {
          minCount: options.minCount,
          keepAbsentTargets: options.keepAbsentTargets === true,
          ...(options.size === undefined ? {} : { size: options.size }),
        });
        await writeEntityVocab(built, options.out);
        context.result(
          { size: built.size, file: options.out },
          `${built.size} entities written to ${options.out}`,
        );
      }),
    );
  vocab
    .command("search")
    .description("entities whose title contains a text, most frequent first")
    .argument("<file>", "an entity vocabulary")
    .argument("<text>", "part of a title")
    .option("--limit <n>", "rows to print", wholeNumber, 20)
    .addHelpText("after", "\nExample:\n  luke vocab search entities.jsonl Lisb")
    .action((file: string, text: string, options: { limit: number }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const opened = await readEntityVocab(file);
        const wanted = text.toLowerCase();
        const found: { id: number; title: string; count: number }[] = [];
        for (let id = 0; id < opened.size && found.length < options.limit; id++) {
          const title = opened.titleOf(id);
          if (title.toLowerCase().includes(wanted)) found.push({ id, title, count: opened.countOf(id) });
        }
        context.result(found, found.map(({ id, title, count }) => `${id}\t${title}\t${count}`).join("\n"));
      }),
    );
}
