import { finishCorpus, openCorpus } from "@lukejs/wiki-corpus/node";
import type { Command } from "commander";
import { fileMissing } from "../errors.ts";
import { describeCorpus } from "../run/describe-corpus.ts";
import { runCommand } from "../terminal/run-command.ts";
import { addCorpusBuild } from "./corpus-build.ts";
import { addCorpusPlan } from "./corpus-plan.ts";

export { countFrom, wholeNumber } from "../terminal/whole-number.ts";

/** `luke corpus build|finish|plan|show|stats`. */
export function addCorpus(program: Command): void {
  const corpus = program.command("corpus").description("Wikipedia dumps to paragraphs with links");

  addCorpusBuild(corpus);

  corpus
    .command("finish")
    .description("close a corpus that was built in shards")
    .argument("<folder>", "where the shards were written")
    .option("--keep-going", "a dump that is cut off or damaged is no error: what can be read is kept")
    .addHelpText("after", "\nExample:\n  luke corpus finish corpus")
    .action((folder: string, options: { keepGoing?: boolean }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const metadata = await finishCorpus(folder, { keepGoing: options.keepGoing === true });
        context.result(metadata, describeCorpus(metadata, folder));
      }),
    );

  addCorpusPlan(corpus);

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
            `complete: ${metadata.complete ? "yes" : "no"}`,
            ...metadata.damage,
            ...metadata.failed.map((page) => `page left out: ${page}`),
            ...templates.map(([name, count]) => `template left out: ${name} (${count})`),
          ].join("\n"),
        );
      }),
    );
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
