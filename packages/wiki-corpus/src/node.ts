export { type BuildCorpusOptions, buildCorpus, type CorpusProgress } from "./build-corpus.ts";
export { type Corpus, openCorpus } from "./open-corpus.ts";
export { type ReadDumpPage, readDump } from "./read-dump.ts";
export type { ReadDumpBytesOptions } from "./read-dump-bytes.ts";
