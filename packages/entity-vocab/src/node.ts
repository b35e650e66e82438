export { type BuildEntityVocabOptions, buildEntityVocab } from "./build-entity-vocab.ts";
export {
  type BuildMentionTableOptions,
  buildMentionTable,
  type MentionProgress,
  type MentionTableSize,
} from "./build-mention-table.ts";
export type { DuckDbOptions } from "./open-duckdb.ts";
export { readEntityVocab } from "./read-entity-vocab.ts";
export { readMentionTable } from "./read-mention-table.ts";
export { writeEntityVocab } from "./write-entity-vocab.ts";
export { writeMentionTable } from "./write-mention-table.ts";
