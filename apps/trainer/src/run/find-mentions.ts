import type { EntityVocab, MentionTable } from "@lukejs/entity-vocab";
import type { EntityMention, FeatureContext } from "@lukejs/tasks";

export interface MentionSources {
  /** The names to look for in texts about the page with this title: those of its own links, or of all of Wikipedia. */
  readonly tableOf: (title: string) => MentionTable;
  readonly entities: Pick<EntityVocab, "idOf">;
  /** A title of the links' dump → the page that it leads to there; by default itself. */
  readonly resolveLinked?: (title: string) => string;
  /** A title of the links' dump → what it is called in the dump of the vocabulary; by default the same. */
  readonly resolveKnown?: (title: string) => string;
  /** Names that are links less often than this are passed over: 0.01. */
  readonly minLinkProbability?: number;
}

/**
 * Wikipedia entities named in a text (paper, Appendix C): names by longest match, the most probable entity of each,
 * names that are links in less than 1 % of their occurrences passed over, entities outside the vocabulary dropped. Where
 * the tables are those of single pages, a name means what it links to on the passage's own source page.
 */
export function findMentionsWith({
  tableOf,
  entities,
  resolveLinked = (title) => title,
  resolveKnown = (title) => title,
  minLinkProbability = 0.01,
}: MentionSources): NonNullable<FeatureContext["findMentions"]> {
  const tables = new Map<string, MentionTable>();
  const tableFor = (title: string): MentionTable => {
    const known = tables.get(title);
    if (known !== undefined) return known;
    const table = tableOf(resolveLinked(pageTitle(title)));
    tables.set(title, table);
    return table;
  };
  return (text, { title }): EntityMention[] =>
    tableFor(title)
      .findAll(text, { minLinkProbability, maxCandidates: 1 })
      .flatMap(({ start, end, candidates }) => {
        const [candidate] = candidates;
        const entityId = candidate === undefined ? undefined : entities.idOf(resolveKnown(candidate.title));
        return entityId === undefined ? [] : [{ start, end, entityId }];
      });
}

/** The title of a SQuAD article, "Beyonc%C3%A9_Knowles", as that of a page. */
function pageTitle(title: string): string {
  let decoded = title;
  try {
    decoded = decodeURIComponent(title);
  } catch {
    // A percent sign that stands for itself.
  }
  return decoded.replaceAll("_", " ");
}
