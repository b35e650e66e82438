import type { EntityVocab, MentionTable } from "@lukejs/entity-vocab";
import type { EntityMention } from "@lukejs/tasks";

/**
 * Wikipedia entities named in a text (paper, Appendix C): names by longest match, the most probable entity of each,
 * names that are links in less than 1 % of their occurrences passed over, entities outside the vocabulary dropped.
 */
export function findMentionsWith(
  table: MentionTable,
  entities: EntityVocab,
  minLinkProbability = 0.01,
): (text: string) => EntityMention[] {
  return (text) =>
    table.findAll(text, { minLinkProbability, maxCandidates: 1 }).flatMap(({ start, end, candidates }) => {
      const entityId = candidates[0] === undefined ? undefined : entities.idOf(candidates[0].title);
      return entityId === undefined ? [] : [{ start, end, entityId }];
    });
}
