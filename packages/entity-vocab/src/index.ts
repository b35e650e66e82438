export { EntityVocab, type EntityVocabEntry, MASK_TOKEN, PAD_TOKEN, UNK_TOKEN } from "./entity-vocab.ts";
export {
  type FoundMention,
  type MentionCandidate,
  type MentionFilter,
  type MentionRow,
  MentionTable,
  type MentionTableInfo,
} from "./mention-table.ts";
export { type NameNormalization, normalizeName } from "./split-names.ts";
