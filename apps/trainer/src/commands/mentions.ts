import { nameNormalizations } from "@lukejs/entity-vocab";
import {
  type BuildMentionTableOptions,
  buildMentionStore,
  buildMentionTable,
} from "@lukejs/entity-vocab/node";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import { type Command, Option } from "commander";
import { probability } from "../terminal/probability.ts";
import { runCommand } from "../terminal/run-command.ts";
import { countFrom, wholeNumber } from "../terminal/whole-number.ts";
import { addLookUps } from "./mentions-lookup.ts";
import { addEngineOptions, type EngineOptions, sparkCounts } from "./spark-options.ts";

type BuildOptions = Required<
  Pick<
    BuildMentionTableOptions,
    "normalization" | "linkProbability" | "minLinkProbability" | "maxCandidates" | "minLinks" | "maxTokens"
  >
> & {
  readonly out: string;
  readonly keepAbsentTargets?: boolean;
  readonly pageLinks?: boolean;
  readonly store: boolean;
  readonly threads: number;
  readonly memory: string;
} & EngineOptions;

/** `luke mentions build CORPUS --out DIR`, `lookup DIR NAME` and `annotate DIR [FILE]`. */
export function addMentions(program: Command): void {
  const mentions = program.command("mentions").description("names and the entities they may mean");
  const build = mentions
    .command("build")
    .description("names of links with their candidates, priors and link probabilities")
    .argument("<corpus>", "a folder of `luke corpus build`")
    .requiredOption("--out <folder>", "where the table goes")
    .addOption(
      new Option("--normalization <how>", "how names are made comparable")
        .choices(nameNormalizations)
        .default("lowercase"),
    )
    .addOption(
      new Option(
        "--link-probability <definition>",
        "links / occurrences (the paper) or links / pages (its code)",
      )
        .choices(["occurrences", "pages"])
        .default("occurrences"),
    )
    .option("--min-link-probability <p>", "names below it are left out", probability, 0)
    .option("--max-candidates <n>", "entities a name keeps", countFrom(1), 100)
    .option("--min-links <n>", "links a name needs", wholeNumber, 1)
    .option("--max-tokens <n>", "words and symbols a name may have", countFrom(1), 20)
    .option("--keep-absent-targets", "keep targets that are no pages of the corpus, for a partial dump")
    .option("--page-links", "keep what each page links to, for `annotate --page`")
    .option("--no-store", "write no database to look names up without reading the table")
    .option("--threads <n>", "threads that count", countFrom(1), 2)
    .option("--memory <size>", "what DuckDB may use before it spills to disk", "2GB");
  addEngineOptions(build)
    .addHelpText("after", "\nExample:\n  luke mentions build corpus --out mentions")
    .action((corpus: string, { out, memory, store, ...options }: BuildOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await openCorpus(corpus); // a clear error where the folder is no corpus
        const progress = context.progress("names", "parts");
        const { names, candidates } = await buildMentionTable(corpus, out, {
          ...options,
          ...(await sparkCounts(options, context.signal)),
          memoryLimit: memory,
          onProgress: ({ parts, totalParts }) => progress.update(parts, totalParts),
        });
        if (store) await buildMentionStore(out);
        progress.end(`${names} names, ${candidates} candidates`);
        context.result(
          { names, candidates, out },
          `${names} names with ${candidates} candidates written to ${out}`,
        );
      }),
    );
  addLookUps(mentions);
}
