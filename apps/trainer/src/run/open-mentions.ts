import { join } from "node:path";
import type { MentionTable } from "@lukejs/entity-vocab";
import { openMentionStore, readEntityVocab, readMentionTable } from "@lukejs/entity-vocab/node";
import type { FeatureContext } from "@lukejs/tasks";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import { pageLinksMissing } from "../errors.ts";
import { findMentionsWith } from "./find-mentions.ts";
import { isFile } from "./is-file.ts";

/** Where the entities of question answering come from (paper, Appendix C). */
export interface MentionFolders {
  /** A folder of `luke mentions build`; with `--page-links`, each passage has the names of its own source page. */
  readonly mentions: string;
  /** The corpus of that table: its redirects lead from a passage's title to its page. */
  readonly linkCorpus?: string | undefined;
  /** The corpus of the entity vocabulary, if it is another: its redirects lead from the links' targets to entities. */
  readonly vocabCorpus?: string | undefined;
}

/**
 * What finds a model's entities in a text: mentions with the vocabulary beside the model.
 *
 * @throws LukeError VOC001, VOC006, VOC009 (page links without the package lmdb), COR…, CLI031 (a corpus of links for a
 * table without page links)
 */
export async function openMentions(
  { mentions, linkCorpus, vocabCorpus }: MentionFolders,
  model: string,
): Promise<NonNullable<FeatureContext["findMentions"]>> {
  const entities = await readEntityVocab(join(model, "entity_vocab.json"));
  const byPage = await isFile(join(mentions, "page-links.parquet"));
  if (linkCorpus !== undefined && !byPage) throw pageLinksMissing(mentions);
  const [links, known] = await Promise.all(
    [linkCorpus, vocabCorpus].map((folder) => (folder === undefined ? undefined : openCorpus(folder))),
  );
  return findMentionsWith({
    tableOf: byPage ? await pageTables(mentions) : await oneTable(mentions),
    entities,
    ...(links === undefined ? {} : { resolveLinked: (title) => links.resolve(title) }),
    ...(known === undefined ? {} : { resolveKnown: (title) => known.resolve(title) }),
  });
}

async function oneTable(folder: string): Promise<(title: string) => MentionTable> {
  const table = await readMentionTable(folder);
  return () => table;
}

/** The database stays open as long as the process: it is read page by page. */
async function pageTables(folder: string): Promise<(title: string) => MentionTable> {
  const store = await openMentionStore(folder);
  return (title) => store.pageTable(title);
}
