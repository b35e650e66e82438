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
  type MentionCandidate,
  type MentionFilter,
  type MentionRow,
  MentionTable,
  type MentionTableInfo,
} from "./mention-table.ts";
export { type MergeEntityVocabsOptions, mergeEntityVocabs } from "./merge-entity-vocabs.ts";
export { parseEntityVocab } from "./parse-entity-vocab.ts";
export { readInterlanguageLinks, readSitelinks } from "./read-title-groups.ts";
export { type NameNormalization, normalizeName } from "./split-names.ts";
