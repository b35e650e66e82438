import {
  type BuildPartsOptions,
  buildCorpus,
  buildCorpusOnSpark,
  buildParts,
  type CorpusProgress,
} from "@lukejs/wiki-corpus/node";
import { type Command, InvalidArgumentError } from "commander";
import { describeCorpus } from "../run/describe-corpus.ts";
import { readShard } from "../run/read-shard.ts";
import { requireFiles } from "../run/require-files.ts";
import { type CommandContext, runCommand } from "../terminal/run-command.ts";
import { wholeNumber } from "../terminal/whole-number.ts";
import { addEngineOptions, type EngineOptions, sparkOptions } from "./spark-options.ts";

/** `luke corpus build DUMP… --out DIR`: on threads, as one of several processes, or on Spark. */
export function addCorpusBuild(corpus: Command): void {
  const build = corpus
    .command("build")
    .description(
      "read dumps (.xml, .xml.bz2, .xml.gz, .xml.zst) or collections (.jsonl) into a folder of Parquet tables",
    )
    .argument(
      "<dump...>",
      "MediaWiki XML dumps, JSONL of {id, title, text, links}, folders of it; - is standard input",
    )
    .requiredOption("--out <folder>", "where the corpus goes; what an interrupted build left there is kept")
    .option("--workers <n>", "threads that read and parse", wholeNumber, 2)
    .option("--link-trails", 'letters after a link belong to its mention ("[[bus]]es")')
    .option("--index <file>", "index of a multistream dump, once for each, in their order", collect, [])
    .option("--tables", "cells of tables are paragraphs, not left out")
    .option("--references", "footnotes are paragraphs, not left out")
    .option("--language <code>", "of a collection in JSONL; a dump says its own", "en")
    .option("--keep-going", "a dump that is cut off or damaged is no error: what can be read is kept")
    .option("--page-seconds <n>", "a page that takes longer is left out", positiveNumber, 60)
    .option("--page-memory <MB>", "a page that needs more is left out", positiveNumber, 1024)
    .option(
      "--shard <I/N>",
      "build the I-th of N shards; auto: as Slurm or MPI says. Then: luke corpus finish",
    );
  addEngineOptions(build)
    .addHelpText(
      "after",
      "\nExamples:\n  luke corpus build enwiki.xml.bz2 --out corpus\n  srun luke corpus build enwiki.xml.bz2 --out corpus --shard auto && luke corpus finish corpus\n  luke corpus build enwiki.xml.bz2 --out corpus --engine spark --master spark://host:7077",
    )
    .action((dumps: string[], options: BuildOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await requireFiles(
          "a dump",
          dumps.filter((dump) => dump !== "-"),
        );
        const settings = {
          workers: options.workers,
          linkTrails: options.linkTrails === true,
          tables: options.tables === true,
          references: options.references === true,
          language: options.language,
          indexes: options.index,
          keepGoing: options.keepGoing === true,
          pageBudget: { seconds: options.pageSeconds, megabytes: options.pageMemory },
          signal: context.signal,
        };
        if (options.shard !== undefined)
          await buildShard(dumps, options.out, settings, options.shard, context);
        else {
          const build = options.engine === "spark" ? onSpark(options) : onThreads;
          const metadata = await build(dumps, options.out, settings, context);
          context.result(metadata, describeCorpus(metadata, options.out));
        }
      }),
    );
}

interface BuildOptions extends EngineOptions {
  readonly out: string;
  readonly workers: number;
  readonly linkTrails?: boolean;
  readonly tables?: boolean;
  readonly references?: boolean;
  readonly language: string;
  readonly index: readonly string[];
  readonly keepGoing?: boolean;
  readonly pageSeconds: number;
  readonly pageMemory: number;
  readonly shard?: string;
}

type BuildSettings = Omit<BuildPartsOptions, "shard"> & { readonly keepGoing: boolean };

async function onThreads(dumps: string[], out: string, settings: BuildSettings, context: CommandContext) {
  const { onProgress, end } = showProgress(context);
  const metadata = await buildCorpus(dumps, out, { ...settings, onProgress });
  end(metadata.counts.pages);
  return metadata;
}

function onSpark(options: EngineOptions) {
  return async (dumps: string[], out: string, settings: BuildSettings, context: CommandContext) => {
    const progress = context.progress("corpus on Spark", "parts");
    const metadata = await buildCorpusOnSpark(dumps, out, {
      ...settings,
      ...sparkOptions(options),
      onProgress: ({ parts, allParts }) => progress.update(parts, allParts),
    });
    progress.end(`${metadata.counts.pages} pages`);
    return metadata;
  };
}

async function buildShard(
  dumps: string[],
  out: string,
  settings: BuildSettings,
  text: string,
  context: CommandContext,
): Promise<void> {
  const shard = readShard(text, process.env);
  const { onProgress, end } = showProgress(context);
  const built = await buildParts(dumps, out, { ...settings, shard, onProgress });
  end(built.pages);
  context.result(
    { shard, ...built },
    `${built.parts} parts, ${built.pages} pages; when all shards are done: luke corpus finish ${out}`,
  );
}

/** MB of XML a second, pages a second, and the time that is left if the rest is like what was read. */
function showProgress(context: CommandContext) {
  const progress = context.progress("corpus", "MB");
  const started = performance.now();
  let reused: CorpusProgress | undefined;
  return {
    onProgress(now: CorpusProgress): void {
      if (now.parts === now.reusedParts) reused = now;
      const megabytes = (now.bytes - (reused?.bytes ?? 0)) / 1e6;
      const parts = now.parts - now.reusedParts;
      const left = now.allParts === undefined ? undefined : now.allParts - now.parts;
      const pages = now.pages + now.redirects - (reused?.pages ?? 0) - (reused?.redirects ?? 0);
      const rate = Math.round(pages / Math.max(1e-3, (performance.now() - started) / 1000));
      const note = `${rate} pages/s${now.reusedParts === 0 ? "" : `, ${now.reusedParts} parts were there`}`;
      progress.update(
        megabytes,
        left === undefined ? undefined : megabytes * (1 + left / Math.max(1, parts)),
        note,
      );
    },
    end: (pages: number) => progress.end(`${pages} pages`),
  };
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("expected a number above 0");
  return value;
}
