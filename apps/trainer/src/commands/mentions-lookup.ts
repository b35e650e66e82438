import { once } from "node:events";
import { join } from "node:path";
import type {
  EntityVocab,
  LinkProbability,
  MentionCandidate,
  MentionFilter,
  MentionTable,
} from "@lukejs/entity-vocab";
import { openMentionStore, readEntityVocab, readMentionTable } from "@lukejs/entity-vocab/node";
import { type Command, Option } from "commander";
import { isFolder } from "../run/is-folder.ts";
import { requireFiles } from "../run/require-files.ts";
import { textLines } from "../run/text-lines.ts";
import { probability } from "../terminal/probability.ts";
import { runCommand } from "../terminal/run-command.ts";
import { countFrom } from "../terminal/whole-number.ts";

interface LookUpOptions {
  readonly minLinkProbability: number;
  readonly maxCandidates?: number;
  readonly linkProbability?: LinkProbability;
}

interface AnnotateOptions extends LookUpOptions {
  readonly page?: string;
  readonly vocab?: string;
}

/** `luke mentions lookup DIR NAME` and `luke mentions annotate DIR [FILE]`. */
export function addLookUps(mentions: Command): void {
  withFilter(
    mentions
      .command("lookup")
      .description("the candidates of a name")
      .argument("<folder>", "a folder of `luke mentions build`")
      .argument("<name>", "as it stands in a text"),
  )
    .addHelpText("after", "\nExample:\n  luke mentions lookup mentions Georgia")
    .action((folder: string, name: string, options: LookUpOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const candidates = await lookUp(folder, name, options);
        context.result(candidates, candidates.map(describe).join("\n"));
      }),
    );
  withFilter(
    mentions
      .command("annotate")
      .description("the names in a text, the longest at each place, as a line of JSON for each line of text")
      .argument("<folder>", "a folder of `luke mentions build`")
      .argument("[file]", "plain text, instead of stdin"),
  )
    .option(
      "--page <title>",
      "only the names under which this page links (the paper, appendix C; needs --page-links)",
    )
    .option("--vocab <file>", "an entity vocabulary: ids are added, entities that are not in it left out")
    .addHelpText(
      "after",
      `
A line: {"text", "mentions": [{"start", "end", "name", "candidates": [{"title", "prior", "linkProbability", "count", "id"?}]}]};
offsets in UTF-16 code units of the line.

Example:
  echo "Lisbon is the capital of Portugal." | luke mentions annotate mentions --min-link-probability 0.01`,
    )
    .action((folder: string, file: string | undefined, options: AnnotateOptions, command: Command) =>
      runCommand(command.optsWithGlobals(), async ({ signal }) => {
        if (file !== undefined) await requireFiles("the text", [file]);
        const table = await openTable(folder, options.page);
        const vocab = options.vocab === undefined ? undefined : await readEntityVocab(options.vocab);
        for await (const text of textLines(file ?? "-")) {
          if (signal.aborted) break;
          const line = JSON.stringify({ text, mentions: annotate(table, text, options, vocab) });
          if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
        }
      }),
    );
}

function withFilter(command: Command): Command {
  return command
    .option("--min-link-probability <p>", "names below it are passed over", probability, 0)
    .option("--max-candidates <n>", "entities to print of a name, the most probable", countFrom(1))
    .addOption(
      new Option(
        "--link-probability <definition>",
        "links / occurrences or links / pages; default as the table was built",
      ).choices(["occurrences", "pages"]),
    );
}

/** In the database where there is one, for the table takes its time to read. */
async function lookUp(
  folder: string,
  name: string,
  filter: MentionFilter,
): Promise<readonly MentionCandidate[]> {
  if (!(await isFolder(join(folder, "mentions.lmdb"))))
    return (await readMentionTable(folder)).candidates(name, filter);
  const store = await openMentionStore(folder);
  try {
    return store.candidates(name, filter);
  } finally {
    await store.close();
  }
}

async function openTable(folder: string, page: string | undefined): Promise<MentionTable> {
  if (page === undefined) return await readMentionTable(folder);
  const store = await openMentionStore(folder);
  try {
    return store.pageTable(page);
  } finally {
    await store.close();
  }
}

function annotate(table: MentionTable, text: string, filter: MentionFilter, vocab: EntityVocab | undefined) {
  const found = table.findAll(text, filter);
  if (vocab === undefined) return found;
  return found.flatMap(({ start, end, name, candidates }) => {
    const known = candidates.flatMap((candidate) => {
      const id = vocab.idOf(candidate.title);
      return id === undefined ? [] : [{ ...candidate, id }];
    });
    return known.length === 0 ? [] : [{ start, end, name, candidates: known }];
  });
}

function describe({ prior, title, count, linkProbability }: MentionCandidate): string {
  return `${prior.toFixed(3)}\t${title}\t(${count} links, link probability ${linkProbability.toFixed(3)})`;
}
