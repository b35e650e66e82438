export { type BuildEntityVocabOptions, buildEntityVocab } from "./build-entity-vocab.ts";
export { buildMentionStore } from "./build-mention-store.ts";
export {
  type BuildMentionTableOptions,
  buildMentionTable,
  type MentionProgress,
  type MentionTableSize,
} from "./build-mention-table.ts";
export {
  type CandidateLimits,
  type CountStep,
  candidateStep,
  frequentStep,
  mentionStep,
  nameStep,
  nameTitleStep,
  pageLinkStep,
  redirectSteps,
  targetStep,
  type WantedTargets,
  wantedStep,
} from "./count-sql.ts";
export type { DuckDbOptions } from "./open-duckdb.ts";
export { type MentionStore, openMentionStore } from "./open-mention-store.ts";
export { readEntityVocab } from "./read-entity-vocab.ts";
export { readMentionTable } from "./read-mention-table.ts";
export type { PageLink } from "./read-page-links.ts";
export type { RunSparkSql } from "./spark-tables.ts";
export { writeEntityVocab } from "./write-entity-vocab.ts";
export { writeMentionTable } from "./write-mention-table.ts";
