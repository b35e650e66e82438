export {
  type CountedTitle,
  type EntityTitle,
  EntityVocab,
  type EntityVocabEntry,
  MASK_TOKEN,
  PAD_TOKEN,
  UNK_TOKEN,
} from "./entity-vocab.ts";
export {
  type FoundMention,
  type LinkProbability,
  type MentionCandidate,
  type MentionFilter,
  type MentionRow,
  MentionTable,
  type MentionTableInfo,
} from "./mention-table.ts";
export { type MergeEntityVocabsOptions, mergeEntityVocabs } from "./merge-entity-vocabs.ts";
export { type NameNormalization, nameNormalizations, normalizeName } from "./name-scanner.ts";
export { parseEntityVocab } from "./parse-entity-vocab.ts";
export { parseMentionTable } from "./parse-mention-table.ts";
export { readInterlanguageLinks, readSitelinks } from "./read-title-groups.ts";
