import { LukeError } from "@lukejs/errors";

export function cannotReadVocab(path: string, what: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "VOC001",
    message: `Cannot read the entity vocabulary "${path}": ${what}`,
    hint: 'Expected .jsonl ({"id","entities","count"} a line), .json ({title: id}) or .tsv (title, count).',
    ...(cause === undefined ? {} : { cause }),
  });
}

export function missingSpecial(path: string, token: string): LukeError {
  return new LukeError({
    code: "VOC002",
    message: `Cannot use the entity vocabulary "${path}": it has no ${token}, and needs [PAD], [UNK] and [MASK]`,
  });
}

export function noDuckDb(cause: unknown): LukeError {
  return new LukeError({
    code: "VOC003",
    message: "Cannot count links: the package @duckdb/node-api is not installed",
    hint: "Install it: npm install @duckdb/node-api",
    cause,
  });
}

export function noCorpus(folder: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "VOC004",
    message: `Cannot read the corpus "${folder}": expected the folders pages, paragraphs, links and redirects with Parquet files`,
    hint: "Build one from a dump: luke corpus build DUMP --out DIR.",
    ...(cause === undefined ? {} : { cause }),
  });
}

export function unknownExtension(path: string): LukeError {
  return new LukeError({
    code: "VOC005",
    message: `Cannot write the entity vocabulary "${path}": expected a name ending in .jsonl, .json or .tsv`,
    exitCode: 2,
  });
}

export function cannotReadMentions(path: string, what: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "VOC006",
    message: `Cannot read the mention table "${path}": ${what}`,
    hint: "Build one from a corpus: luke mentions build CORPUS --out DIR.",
    ...(cause === undefined ? {} : { cause }),
  });
}

export function cannotWriteVocab(path: string, what: string): LukeError {
  return new LukeError({
    code: "VOC007",
    message: `Cannot write the entity vocabulary "${path}": ${what}`,
    hint: "Write a .jsonl file: it holds everything.",
  });
}

export function cannotWriteMentions(path: string, cause: unknown): LukeError {
  const what = cause instanceof Error ? cause.message : String(cause);
  const full = /ENOSPC|EFBIG|No space left|File too large/i.test(what);
  return new LukeError({
    code: "VOC008",
    message: `Cannot write the mention table "${path}": ${full ? "the disk is full" : what}`,
    ...(full ? { hint: "Free some space and run the same command again." } : {}),
    cause,
  });
}

export function noLmdb(cause: unknown): LukeError {
  return new LukeError({
    code: "VOC009",
    message: "Cannot use a mention table on disk: the package lmdb is not installed",
    hint: "Install it (npm install lmdb), or read the table into memory.",
    cause,
  });
}

export function cannotCountNames(file: string, cause: unknown): LukeError {
  const what = cause instanceof Error ? cause.message : String(cause);
  const memory = (cause as { readonly code?: unknown } | null)?.code === "ERR_WORKER_OUT_OF_MEMORY";
  return new LukeError({
    code: "VOC010",
    message: `Cannot count names in "${file}": ${what}`,
    hint: memory
      ? "Count fewer names at a time (namesPerPass), or give Node more memory."
      : "Nothing was written. Run the same command again; where the file is damaged, build the corpus again.",
    cause,
  });
}

/** @param temporary where DuckDB spills to */
export function cannotCountLinks(corpus: string, temporary: string, cause: unknown): LukeError {
  const what = cause instanceof Error ? cause.message : String(cause);
  const full = /ENOSPC|No space left|Out of Memory/i.test(what);
  return new LukeError({
    code: "VOC011",
    message: `Cannot count the links of the corpus "${corpus}": ${full ? `neither memory nor the disk of "${temporary}" is large enough` : what}`,
    hint: full
      ? "Free some space, or give more memory (--memory). Nothing was written: then run the same command again."
      : "Nothing was written. Where a file is damaged, build the corpus again.",
    cause,
  });
}
