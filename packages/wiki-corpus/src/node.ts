export {
  type BuildCorpusOptions,
  type BuildPartsOptions,
  buildCorpus,
  buildParts,
  type CorpusProgress,
} from "./build-corpus.ts";
export { type BuildCorpusOnSparkOptions, buildCorpusOnSpark } from "./build-corpus-on-spark.ts";
export type { CorpusJobOptions, PageBudget } from "./corpus-job.ts";
export { type FinishCorpusOptions, finishCorpus } from "./finish-corpus.ts";
export { type Corpus, openCorpus } from "./open-corpus.ts";
export { type CorpusPlan, type PlanCorpusOptions, planCorpus } from "./plan-corpus.ts";
export { type ReadDumpPage, readDump } from "./read-dump.ts";
export type { ReadDumpBytesOptions } from "./read-dump-bytes.ts";
export { readIndexedPage } from "./read-indexed-page.ts";
export type { Redirects } from "./redirect-list.ts";
export { type SparkOptions, sparkSqlRunner } from "./spark-sql-runner.ts";
