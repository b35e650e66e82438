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
    message: `${cutOff(path)}${what} after byte ${byte} of its XML`,
    hint: "The file is probably an incomplete download. What was read up to there is kept; with keepGoing (--keep-going) this is no error.",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What a message of {@link dumpCutOff} begins with; what follows says what is wrong, and where. */
export function cutOff(path: string): string {
  return `Cannot read the dump "${path}" to its end: `;
}

export function notMediaWiki(path: string, found: string): LukeError {
  return new LukeError({
    code: "COR003",
    message: `Cannot read the dump "${path}": expected a MediaWiki export beginning with <mediawiki>, found ${JSON.stringify(found)}`,
    hint: "A dump is a file such as enwiki-latest-pages-articles.xml.bz2; a collection has one JSON object with a title a line.",
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

export function cannotWrite(path: string, cause: unknown): LukeError {
  const code = (cause as NodeJS.ErrnoException).code;
  const why =
    code === "ENOSPC"
      ? "the disk is full"
      : code === "EDQUOT"
        ? "the quota is used up"
        : code === "EROFS" || code === "EACCES"
          ? "it may not be written to"
          : String(cause);
  return new LukeError({
    code: "COR008",
    message: `Cannot write "${path}": ${why}`,
    hint: "The parts written so far are complete; the same command goes on with them.",
    cause,
  });
}

export function partsMissing(folder: string, missing: readonly number[], parts: number): LukeError {
  const named = missing.slice(0, 10).join(", ");
  return new LukeError({
    code: "COR009",
    message: `Cannot close the corpus "${folder}": ${missing.length} of its ${parts} parts are missing (${named}${missing.length > 10 ? ", …" : ""})`,
    hint: "Run the shards that build them again; parts that are there are not built twice.",
  });
}

export function nothingToFinish(folder: string, cause: unknown): LukeError {
  return new LukeError({
    code: "COR010",
    message: `Cannot close the corpus "${folder}": it holds no readable building/job.json, so nothing is being built in it`,
    hint: "Build its parts first: luke corpus build DUMP --out DIR --shard I/N.",
    cause,
  });
}

export function cannotDivide(path: string): LukeError {
  return new LukeError({
    code: "COR011",
    message: `Cannot build the dump "${path}" in shards: it can only be read from its beginning`,
    hint: "Dumps in .xml and .xml.bz2 can be cut anywhere; recompress it, or build it on one machine.",
    exitCode: 2,
  });
}

export function noSuchPart(part: number): LukeError {
  return new LukeError({
    code: "COR012",
    message: `Cannot build the part ${part}: the job has no such part that can be read by itself`,
    exitCode: 2,
  });
}

export function dumpDamaged(folder: string, damage: readonly string[]): LukeError {
  const more = damage.length > 5 ? `; and ${damage.length - 5} more` : "";
  return new LukeError({
    code: "COR002",
    message: `Cannot read all of the dumps: ${damage.slice(0, 5).join("; ")}${more}`,
    hint: `A file that ends early is probably an incomplete download. What can be read is in "${folder}"; with keepGoing (--keep-going) this is no error.`,
  });
}

export function otherCorpus(folder: string): LukeError {
  return new LukeError({
    code: "COR013",
    message: `Cannot build a part of a corpus in "${folder}": the folder holds another corpus, or one of other dumps or settings`,
    hint: "Remove it, or choose a new folder.",
  });
}

export function sparkNotFound(sparkHome: string | undefined): LukeError {
  return new LukeError({
    code: "COR014",
    message: `Cannot build the corpus on Spark: there is no spark-sql ${sparkHome === undefined ? "on the PATH" : `in "${sparkHome}/bin"`}`,
    hint: "Set SPARK_HOME to a Spark 3.5 (pip install pyspark==3.5.9 is one, it needs a JDK 17), or leave out --engine spark.",
  });
}

/** @param log what spark-sql wrote to its standard error */
export function sparkFailed(code: number | null, log: string): LukeError {
  const lines = log.split("\n").filter((line) => /COR\d{3}|ERROR|Exception|Error/.test(line));
  const ours = lines.find((line) => /COR\d{3}/.test(line));
  return new LukeError({
    code: "COR015",
    message: `Cannot build the corpus on Spark: spark-sql ended with ${code}: ${(ours ?? lines.at(-1) ?? log.trim().split("\n").at(-1) ?? "").trim()}`,
    hint: "The parts written so far are complete; the same command goes on with them. The job is in building/job.sql.",
    cause: log,
  });
}

export function partUnreadable(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "COR016",
    message: `Cannot read "${path}" of the corpus: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "The file is missing or damaged; build the corpus again.",
    cause,
  });
}

export function buildInterrupted(folder: string): LukeError {
  return new LukeError({
    code: "COR017",
    message: `Building the corpus "${folder}" was interrupted`,
    hint: "The parts written so far are complete; the same command goes on with them.",
  });
}

/** @param dump undefined where the line itself is malformed */
export function indexDoesNotFit(
  index: string,
  line: number,
  dump: string | undefined,
  wanted: string,
  found: string,
): LukeError {
  const of = dump === undefined ? "" : ` of the dump "${dump}"`;
  return new LukeError({
    code: "COR018",
    message: `Cannot use line ${line} of the index "${index}"${of}: expected ${wanted}, found ${found}`,
    hint: "Take the index of the same date and part as the dump (…-multistream-index.txt.bz2), or none: no index is needed.",
  });
}

export function noPages(
  folder: string,
  dumps: readonly string[],
  redirects: number,
  others: number,
): LukeError {
  const [named, more] = [dumps.slice(0, 3), dumps.length - 3];
  const from = `${named.map((path) => `"${path}"`).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return new LukeError({
    code: "COR019",
    message: `The corpus "${folder}" is empty: expected articles in ${dumps.length === 0 ? "a dump" : from}, found ${redirects} redirects and ${others} pages of other namespaces`,
    hint: "Check that the file is whole and the right one: dumps of articles are called …-pages-articles.xml.bz2, collections end in .jsonl. With keepGoing (--keep-going) this is no error.",
  });
}
