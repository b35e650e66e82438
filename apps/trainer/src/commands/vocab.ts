import { readFile } from "node:fs/promises";
import { buildEntityVocab, readEntityVocab, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import type { Command } from "commander";
import { requireFiles } from "../run/require-files.ts";
import { runCommand } from "../terminal/run-command.ts";
import { countFrom, wholeNumber } from "./corpus.ts";
import { addEngineOptions, type EngineOptions, sparkCounts } from "./spark-options.ts";
import { addVocabMerge } from "./vocab-merge.ts";

interface BuildOptions extends EngineOptions {
  readonly out: string;
  readonly size?: number;
  readonly minCount: number;
  readonly keepAbsentTargets?: boolean;
  readonly disambiguations: boolean;
  readonly whiteList?: readonly string[];
  readonly whiteListOnly?: boolean;
  readonly language?: string;
  readonly redirects?: boolean;
  readonly memory: string;
}

/** `luke vocab build CORPUS --out FILE`, `search FILE TEXT`, `export FILE --out FILE` and `merge FILE… --out FILE`. */
export function addVocab(program: Command): void {
  const vocab = program.command("vocab").description("entity vocabularies");
  const build = vocab
    .command("build")
    .description("count the links of a corpus, redirects resolved, and keep the most frequent targets")
    .argument("<corpus>", "a folder of `luke corpus build`")
    .requiredOption("--out <file>", "the vocabulary: .jsonl, .json as transformers reads it, or .tsv")
    .option("--size <n>", "rows, the three special ones included", countFrom(3))
    .option("--min-count <n>", "links an entity needs", wholeNumber, 1)
    .option("--keep-absent-targets", "keep targets that are no pages of the corpus, for a partial dump")
    .option("--no-disambiguations", "leave disambiguation pages out")
    .option("--white-list <file...>", "titles, one a line, that come first if anything links to them")
    .option("--white-list-only", "nothing but the white list")
    .option("--language <code>", "language of the titles, for `luke vocab merge`")
    .option("--redirects", "redirects find the entity too (kept in .jsonl)")
    .option("--memory <size>", "what DuckDB may use before it spills to disk", "2GB");
  addEngineOptions(build)
    .addHelpText("after", "\nExample:\n  luke vocab build corpus --size 500000 --out entities.jsonl")
    .action((corpus: string, options: BuildOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await openCorpus(corpus); // a clear error where the folder is no corpus
        const { size, language } = options;
        const built = await buildEntityVocab(corpus, {
          ...(await sparkCounts(options, context.signal)),
          minCount: options.minCount,
          keepAbsentTargets: options.keepAbsentTargets === true,
          keepDisambiguations: options.disambiguations,
          redirects: options.redirects === true,
          memoryLimit: options.memory,
          ...(size === undefined ? {} : { size }),
          ...(language === undefined ? {} : { language }),
          ...(options.whiteList === undefined
            ? {}
            : {
                whiteList: await readTitles(options.whiteList),
                whiteListOnly: options.whiteListOnly === true,
              }),
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
    .description("entities whose title or redirect contains a text, most frequent first")
    .argument("<file>", "an entity vocabulary")
    .argument("<text>", "part of a title")
    .option("--limit <n>", "rows to print", wholeNumber, 20)
    .addHelpText("after", "\nExample:\n  luke vocab search entities.jsonl Lisb")
    .action((file: string, text: string, options: { limit: number }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const wanted = text.toLowerCase();
        const found: { id: number; title: string; count: number }[] = [];
        for (const { id, entities, redirects = [], count } of (await readEntityVocab(file)).entries()) {
          if (found.length === options.limit) break;
          const match = [...entities, ...redirects].some(([title]) => title.toLowerCase().includes(wanted));
          if (match) found.push({ id, title: entities[0]![0], count });
        }
        context.result(found, found.map(({ id, title, count }) => `${id}\t${title}\t${count}`).join("\n"));
      }),
    );
  vocab
    .command("export")
    .description("write a vocabulary in another format: .jsonl, .json or .tsv")
    .argument("<file>", "an entity vocabulary")
    .requiredOption("--out <file>", "its extension says the format")
    .addHelpText("after", "\nExample:\n  luke vocab export entities.jsonl --out entity_vocab.json")
    .action((file: string, options: { out: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const read = await readEntityVocab(file);
        await writeEntityVocab(read, options.out);
        context.result(
          { size: read.size, file: options.out },
          `${read.size} entities written to ${options.out}`,
        );
      }),
    );
  addVocabMerge(vocab);
}

async function readTitles(files: readonly string[]): Promise<string[]> {
  await requireFiles("a white list", files);
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return texts
    .flatMap((text) => text.split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
