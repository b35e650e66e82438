import { nameNormalizations } from "@lukejs/entity-vocab";
import {
  type BuildMentionTableOptions,
  buildMentionTable,
  readMentionTable,
} from "@lukejs/entity-vocab/node";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import { type Command, InvalidArgumentError, Option } from "commander";
import { runCommand } from "../terminal/run-command.ts";
import { wholeNumber } from "./corpus.ts";

type BuildOptions = Required<
  Pick<
    BuildMentionTableOptions,
    "normalization" | "linkProbability" | "minLinkProbability" | "maxCandidates" | "minLinks" | "maxTokens"
  >
> & {
  readonly out: string;
  readonly keepAbsentTargets?: boolean;
  readonly threads: number;
  readonly memory: string;
};

/** `luke mentions build CORPUS --out DIR` and `luke mentions lookup DIR NAME`. */
export function addMentions(program: Command): void {
  const mentions = program.command("mentions").description("names and the entities they may mean");
  mentions
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
    .option("--max-candidates <n>", "entities a name keeps", wholeNumber, 100)
    .option("--min-links <n>", "links a name needs", wholeNumber, 1)
    .option("--max-tokens <n>", "words and symbols a name may have", wholeNumber, 20)
    .option("--keep-absent-targets", "keep targets that are no pages of the corpus, for a partial dump")
    .option("--threads <n>", "threads that count", wholeNumber, 2)
    .option("--memory <size>", "what DuckDB may use before it spills to disk", "2GB")
    .addHelpText("after", "\nExample:\n  luke mentions build corpus --out mentions")
    .action((corpus: string, { out, memory, ...options }: BuildOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await openCorpus(corpus); // a clear error where the folder is no corpus
        const progress = context.progress("names", "parts");
        const { names, candidates } = await buildMentionTable(corpus, out, {
          ...options,
          memoryLimit: memory,
          onProgress: ({ parts, totalParts }) => progress.update(parts, totalParts),
        });
        progress.end(`${names} names, ${candidates} candidates`);
        context.result(
          { names, candidates, out },
          `${names} names with ${candidates} candidates written to ${out}`,
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
        const table = await readMentionTable(folder);
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

function probability(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError("expected a number from 0 to 1");
  return value;
}
