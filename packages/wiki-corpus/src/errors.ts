import { LukeError } from "@lukejs/errors";

export function dumpNotFound(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "COR001",
    message: `Cannot open the dump "${path}": no such file can be read`,
    hint: "Check the path; dumps are .xml, .xml.bz2, .xml.gz or .xml.zst files.",
    cause,
  });
}

/** @param byte how far the file could be read, in bytes of XML after decompression */
export function dumpCutOff(path: string, what: string, byte: number, cause?: unknown): LukeError {
  return new LukeError({
    code: "COR002",
    message: `Cannot read the dump "${path}" to its end: ${what} after byte ${byte} of its XML`,
    hint: "The file is probably an incomplete download. What was read up to there is kept; with keepGoing (--keep-going) this is no error.",
    ...(cause === undefined ? {} : { cause }),
  });
}

export function notMediaWiki(path: string, found: string): LukeError {
  return new LukeError({
    code: "COR003",
    message: `Cannot read the dump "${path}": expected a MediaWiki export beginning with <mediawiki>, found ${JSON.stringify(found)}`,
    hint: "A dump is a file such as enwiki-latest-pages-articles.xml.bz2.",
  });
}

export function notACorpus(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "COR004",
    message: `Cannot open the corpus "${path}": it holds no readable corpus.json of version 1`,
    hint: "Build one from a dump: luke corpus build DUMP --out DIR.",
    cause,
  });
}

export function folderInUse(path: string, found: string): LukeError {
  return new LukeError({
    code: "COR005",
    message: `Cannot write a corpus to "${path}": the folder holds "${found}", which is no part of a corpus`,
    hint: "Choose a new or empty folder.",
  });
}

export function workerFailed(cause: unknown): LukeError {
  return new LukeError({
    code: "COR006",
    message: `Cannot go on building the corpus: a worker stopped (${cause instanceof Error ? cause.message : String(cause)})`,
    hint: "Parts written so far are complete. Fewer workers or a smaller part size need less memory.",
    cause,
  });
}

export function noBzip2ForStandardInput(): LukeError {
  return new LukeError({
    code: "COR007",
    message: "Cannot read bzip2 from standard input: neither lbzip2 nor bzip2 is installed",
    hint: "Give the path of the dump, which is then decoded in JavaScript, or install bzip2.",
  });
}
