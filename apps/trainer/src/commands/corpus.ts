import { buildCorpus, openCorpus } from "@lukejs/wiki-corpus/node";
import { type Command, InvalidArgumentError } from "commander";
import { fileMissing } from "../errors.ts";
import { requireFiles } from "../run/require-files.ts";
import { formatCount } from "../terminal/progress.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke corpus build DUMP… --out DIR`, `luke corpus show DIR [TITLE]` and `luke corpus stats DIR`. */
export function addCorpus(program: Command): void {
  const corpus = program.command("corpus").description("Wikipedia dumps to paragraphs with links");

  corpus
    .command("build")
    .description("read dumps (.xml, .xml.bz2, .xml.gz, .xml.zst) into a folder of Parquet tables")
    .argument("<dump...>", "MediaWiki XML dumps; - is standard input")
    .requiredOption("--out <folder>", "where the corpus goes")
    .option("--workers <n>", "threads that parse", wholeNumber, 2)
    .option("--link-trails", 'letters after a link belong to its mention ("[[bus]]es")')
    .option("--keep-going", "a dump that is cut off is no error: what was read is kept")
    .addHelpText("after", "\nExample:\n  luke corpus build enwiki.xml.bz2 --out corpus")
    .action((dumps: string[], options: BuildOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await requireFiles(
          "a dump",
          dumps.filter((dump) => dump !== "-"),
        );
        const progress = context.progress("corpus", "pages");
        const metadata = await buildCorpus(dumps, options.out, {
          workers: options.workers,
          linkTrails: options.linkTrails === true,
          keepGoing: options.keepGoing === true,
          signal: context.signal,
          onProgress: (counts) => progress.update(counts.pages + counts.redirects),
        });
        const { counts } = metadata;
        progress.end(`${formatCount(counts.pages)} pages`);
        context.result(
          metadata,
          [
            `${counts.pages} pages, ${counts.redirects} redirects, ${counts.paragraphs} paragraphs, ${counts.links} links`,
            metadata.complete
              ? `written to ${options.out}`
              : `the dump is cut off; what was read is in ${options.out}`,
          ].join("\n"),
        );
      }),
    );

  corpus
    .command("show")
    .description("print one page, or all of them")
    .argument("<folder>", "a corpus")
    .argument("[title]", "the page's title; redirects are followed")
    .option("--format <format>", "text or jsonl", "text")
    .addHelpText("after", "\nExample:\n  luke corpus show corpus Lisbon")
    .action((folder: string, title: string | undefined, options: { format: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const opened = await openCorpus(folder);
        const asJson = context.json || options.format === "jsonl";
        const show = (page: Awaited<ReturnType<typeof opened.page>> & object): void => {
          if (asJson) context.print(JSON.stringify(page));
          else context.print([`# ${page.title}`, ...page.paragraphs.map(describe)].join("\n\n"));
        };
        if (title === undefined) {
          for await (const page of opened.pages()) show(page);
          return;
        }
        const page = await opened.page(title);
        if (page === undefined)
          throw fileMissing(
            `the page "${title}"`,
            folder,
            "Titles are case-sensitive after the first letter.",
          );
        show(page);
      }),
    );

  corpus
    .command("stats")
    .description("print what a corpus holds and which templates were left out")
    .argument("<folder>", "a corpus")
    .addHelpText("after", "\nExample:\n  luke corpus stats corpus")
    .action((folder: string, _options: object, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const { metadata } = await openCorpus(folder);
        const lines = Object.entries(metadata.counts).map(([name, count]) => `${name}: ${count}`);
        const templates = Object.entries(metadata.droppedTemplates).slice(0, 20);
        context.result(
          metadata,
          [
            ...lines,
            `complete: ${metadata.complete ? "yes" : "no, the dump is cut off"}`,
            ...templates.map(([name, count]) => `template left out: ${name} (${count})`),
          ].join("\n"),
        );
      }),
    );
}

interface BuildOptions {
  readonly out: string;
  readonly workers: number;
  readonly linkTrails?: boolean;
  readonly keepGoing?: boolean;
}

/** Links in brackets, with their target where it is not the text. */
function describe(paragraph: {
  readonly text: string;
  readonly links: readonly { readonly title: string; readonly start: number; readonly end: number }[];
}): string {
  let out = "";
  let at = 0;
  for (const { title, start, end } of paragraph.links) {
    const text = paragraph.text.slice(start, end);
    out += `${paragraph.text.slice(at, start)}[${text === title ? text : `${text} → ${title}`}]`;
    at = end;
  }
  return out + paragraph.text.slice(at);
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("expected a whole number");
  return value;
}
