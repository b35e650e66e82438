import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { CountStep } from "./count-sql.ts";
import type { NameNormalization } from "./name-scanner.ts";
import { sparkQuoted } from "./spark-tables.ts";

const bare = "ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\u0001'";

/** `named (name, title, count)` out of `mentions`, as nameMentions makes it: in names-program.ts, wherever Spark runs it. */
export function namedStepOnSpark(normalization: NameNormalization, maxTokens: number): CountStep {
  const row = "row.name, row.title, row.count";
  return {
    table: "named",
    select: `SELECT ${row} FROM (
  SELECT from_json(line, 'name STRING, title STRING, count INT') AS row FROM (
    SELECT TRANSFORM(to_json(struct(mention, title, count))) ${bare}
      USING ${program("name", normalization, String(maxTokens))} AS (line STRING) ${bare}
    FROM mentions
  ) AS lines
) AS parsed`,
  };
}

/**
 * `places (name, occurrences, pages)` out of `names`, which lies in `namesFolder`: each task counts in some parts of the
 * corpus, once for every `namesPerPass` names.
 */
export async function placeStepOnSpark(
  corpusFolder: string,
  namesFolder: string,
  normalization: NameNormalization,
  namesPerPass: number,
): Promise<CountStep> {
  const folder = join(resolve(corpusFolder), "paragraphs");
  const parts = (await readdir(folder)).filter((name) => name.endsWith(".parquet")).sort();
  const paths = parts.map((name) => `(${sparkQuoted(join(folder, name))})`);
  return {
    table: "places",
    select: `SELECT row.name, row.occurrences, row.pages FROM (
  SELECT from_json(line, 'name STRING, occurrences INT, pages INT') AS row FROM (
    SELECT TRANSFORM(part) ${bare}
      USING ${program("count", normalization, String(namesPerPass), namesFolder)} AS (line STRING) ${bare}
    FROM (SELECT /*+ REPARTITION(${Math.min(parts.length, 4096)}) */ part FROM VALUES ${paths.join(", ")} AS files(part))
  ) AS lines
) AS parsed UNION ALL SELECT name, 0, 0 FROM names`,
  };
}

/** The command of names-program.ts as a text of SQL: built JavaScript as it is, TypeScript source through tsx. */
function program(...args: readonly string[]): string {
  const built = !import.meta.url.endsWith(".ts");
  const file = fileURLToPath(new URL(`./names-program.${built ? "js" : "ts"}`, import.meta.url));
  const loader = built
    ? []
    : [
        "--conditions=@lukejs/source",
        "--import",
        pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href,
      ];
  const words = [process.execPath, ...loader, file, ...args];
  return sparkQuoted(words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" "));
}
