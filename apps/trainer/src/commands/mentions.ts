import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildMentionTable, readMentionTable, writeMentionTable } from "@lukejs/entity-vocab/node";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import type { Command } from "commander";
import { runCommand } from "../terminal/run-command.ts";
import { wholeNumber } from "./corpus.ts";

/** The file of a mention table within its folder. */
export const mentionsFile = "mentions.parquet";

interface BuildOptions {
  readonly out: string;
  readonly minLinkProbability: number;
  readonly maxCandidates: number;
  readonly keepAbsentTargets?: boolean;
}

/** `luke mentions build CORPUS --out DIR` and `luke mentions lookup DIR NAME`. */
export function addMentions(program: Command): void {
  const mentions = program.command("mentions").description("names and the entities they may mean");
  mentions
    .command("build")
    .description("names of links with their candidates, priors and link probabilities")
    .argument("<corpus>", "a folder of `luke corpus build`")
    .requiredOption("--out <folder>", "where the table goes")
    .option("--min-link-probability <p>", "names below it are left out", Number, 0)
    .option("--max-candidates <n>", "entities a name keeps", wholeNumber, 100)
    .option("--keep-absent-targets", "keep targets that are no pages of the corpus, for a partial dump")
    .addHelpText("after", "\nExample:\n  luke mentions build corpus --out mentions")
    .action((corpus: string, options: BuildOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await openCorpus(corpus);
        const table = await buildMentionTable(corpus, {
          minLinkProbability: options.minLinkProbability,
          maxCandidates: options.maxCandidates,
          keepAbsentTargets: options.keepAbsentTargets === true,
        });
        await mkdir(options.out, { recursive: true });
        await writeMentionTable(table, join(options.out, mentionsFile));
        context.result(
          { names: table.size, out: options.out },
          `${table.size} names written to ${options.out}`,
        );
      }),
    );
  mentions
    .command("lookup")
    .description("the candidates of a name")
    .argument("<folder>", "a folder of `luke mentions build`")
    .argument("<name>", "as it stands in a text")
    .addHelpText("after", "\nExample:\n  luke mentions lookup mentions Georgia")
    .action((folder: string, name: string, _options: object, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const table = await readMentionTable(join(folder, mentionsFile));
        const candidates = table.candidates(name);
        context.result(
          candidates,
          candidates
            .map(
              (c) =>
                `${c.prior.toFixed(3)}\t${c.title}\t(${c.count} links, link probability ${c.linkProbability.toFixed(3)})`,
            )
            .join("\n"),
        );
      }),
    );
}
