import {
  type EntityTitle,
  mergeEntityVocabs,
  readInterlanguageLinks,
  readSitelinks,
} from "@lukejs/entity-vocab";
import { readEntityVocab, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import { type Command, InvalidArgumentError } from "commander";
import { requireFiles } from "../run/require-files.ts";
import { textLines } from "../run/text-lines.ts";
import { runCommand } from "../terminal/run-command.ts";
import { countFrom, wholeNumber } from "./corpus.ts";

interface InterlanguageSource {
  readonly language: string;
  readonly corpus: string;
  readonly file: string;
}

interface MergeOptions {
  readonly out: string;
  readonly sitelinks?: string;
  readonly interlanguage?: readonly InterlanguageSource[];
  readonly size?: number;
  readonly minLanguages: number;
}

/** `luke vocab merge FILE… --sitelinks WIKIDATA --out FILE`. */
export function addVocabMerge(vocab: Command): void {
  vocab
    .command("merge")
    .description("one vocabulary out of those of several languages")
    .argument("<file...>", "vocabularies built with --language")
    .requiredOption("--out <file>", "the vocabulary: .jsonl, or .json as transformers reads it")
    .option(
      "--sitelinks <file>",
      'a dump of Wikidata, an item a line: .json, .json.gz, or "-" to read a pipe',
    )
    .option(
      "--interlanguage <language=corpus=file>",
      "a wiki's langlinks.sql(.gz) with its corpus for the titles of its pages; may be repeated",
      interlanguageSource,
    )
    .option("--size <n>", "rows, the three special ones included", countFrom(3))
    .option("--min-languages <n>", "languages an entity has to have a title in", wholeNumber, 1)
    .addHelpText(
      "after",
      "\nExample:\n  bzcat latest-all.json.bz2 | luke vocab merge en.jsonl de.jsonl it.jsonl --sitelinks - --min-languages 3 --out all.jsonl",
    )
    .action((files: string[], options: MergeOptions, command: Command) => {
      const { sitelinks, interlanguage = [], size, minLanguages } = options;
      if (sitelinks === undefined && interlanguage.length === 0)
        command.error("error: --sitelinks or --interlanguage has to say which titles belong together");
      return runCommand(command.optsWithGlobals(), async (context) => {
        await requireFiles("a table of links", [
          ...(sitelinks === undefined || sitelinks === "-" ? [] : [sitelinks]),
          ...interlanguage.map(({ file }) => file),
        ]);
        const vocabs = [];
        for (const file of files) vocabs.push(await readEntityVocab(file));
        const merged = await mergeEntityVocabs(vocabs, titleGroups(sitelinks, interlanguage), {
          minLanguages,
          ...(size === undefined ? {} : { size }),
        });
        await writeEntityVocab(merged, options.out);
        context.result(
          { size: merged.size, file: options.out },
          `${merged.size} entities of ${files.length} languages written to ${options.out}`,
        );
      });
    });
}

async function* titleGroups(
  sitelinks: string | undefined,
  interlanguage: readonly InterlanguageSource[],
): AsyncGenerator<readonly EntityTitle[], void, undefined> {
  if (sitelinks !== undefined) yield* readSitelinks(textLines(sitelinks));
  for (const { language, corpus, file } of interlanguage) {
    const titles = new Map<number, string>();
    for await (const { id, title } of (await openCorpus(corpus)).pages()) titles.set(id, title);
    yield* readInterlanguageLinks(textLines(file), language, (page) => titles.get(page));
  }
}

function interlanguageSource(
  text: string,
  previous: readonly InterlanguageSource[] | undefined,
): readonly InterlanguageSource[] {
  const [, language, corpus, file] = /^([^=]+)=([^=]+)=(.+)$/.exec(text) ?? [];
  if (language === undefined || corpus === undefined || file === undefined)
    throw new InvalidArgumentError("expected LANGUAGE=CORPUS=FILE");
  return [...(previous ?? []), { language, corpus, file }];
}
