import { planCorpus } from "@lukejs/wiki-corpus/node";
import type { Command } from "commander";
import { requireFiles } from "../run/require-files.ts";
import { formatBytes, formatCount, formatDuration } from "../terminal/progress.ts";
import { runCommand } from "../terminal/run-command.ts";
import { countFrom, wholeNumber } from "../terminal/whole-number.ts";

/** `luke corpus plan DUMP…`: what building the corpus will take on this machine. */
export function addCorpusPlan(corpus: Command): void {
  corpus
    .command("plan")
    .description(
      "tell how long a corpus will take, and how much disk and memory, by building a few parts of it",
    )
    .argument("<dump...>", "MediaWiki XML dumps")
    .option("--workers <n>", "threads it is to be built with", wholeNumber, 2)
    .option("--seconds <n>", "how long to measure", countFrom(1), 10)
    .addHelpText("after", "\nExample:\n  luke corpus plan enwiki.xml.bz2 --workers 8")
    .action((dumps: string[], options: { workers: number; seconds: number }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await requireFiles("a dump", dumps);
        const plan = await planCorpus(dumps, options);
        context.result(
          plan,
          [
            `dump     ${formatBytes(plan.dumpBytes)}, about ${formatBytes(plan.xmlBytes)} of XML in ${plan.parts} parts`,
            `time     about ${formatDuration(plan.seconds)} with ${options.workers} workers (${formatBytes(plan.rate)} of XML a second for each)`,
            `disk     about ${formatBytes(plan.corpusBytes)} for the corpus`,
            `memory   about ${formatBytes(plan.memoryBytes)} with ${options.workers} workers`,
            `holds    about ${formatCount(plan.pages)} pages, ${formatCount(plan.paragraphs)} paragraphs, ${formatCount(plan.links)} links`,
            `measured on ${(100 * plan.measured).toFixed(plan.measured < 0.1 ? 2 : 0)} % of the dump`,
          ].join("\n"),
        );
      }),
    );
}
