/**
 * Vocabulary and mention table out of a corpus much larger than the memory they may take: the counts spill, the text is
 * read in several passes, and the result is that of one pass with all the memory. LUKE_SOAK_MB sets the size of the text.
 */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";

const megabytes = Number(process.env["LUKE_SOAK_MB"] ?? 1000);

test(`${megabytes} MB of text are counted in bounded memory, to the same bytes`, async () => {
  const folder = await mkdtemp(join(tmpdir(), "lukejs-soak-"));
  try {
    const pages = Math.ceil((megabytes * 1e6) / 1800);
    await writeCorpus(folder, pages, 8);
    await mkdir(join(folder, "small"));
    await mkdir(join(folder, "large"));
    const small = build(folder, "small", "{ memoryLimit: '200MB', namesPerPass: 200_000 }");
    const large = build(folder, "large", "{ memoryLimit: '4GB', threads: 1 }");
    console.log({ small, large });
    expect(small.megabytes).toBeLessThan(900);
    expect(small.names).toBeGreaterThan(200_000); // more than one pass
    for (const file of ["mentions.parquet", "entities.jsonl"])
      expect(
        (await readFile(join(folder, "small", file))).equals(await readFile(join(folder, "large", file))),
      ).toBe(true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

interface Built {
  /** The largest resident set of the process, and what it was in each stage, sampled. */
  readonly megabytes: number;
  readonly peaks: Readonly<Record<string, number>>;
  readonly names: number;
  readonly seconds: number;
}

/** In a process of its own, whose largest resident set is its memory. */
function build(folder: string, out: string, options: string): Built {
  const source = `
    import { buildEntityVocab, buildMentionTable, writeEntityVocab } from "@lukejs/entity-vocab/node";
    const options = { keepAbsentTargets: true, ...${options} };
    const began = Date.now();
    const peaks = {};
    let stage = "vocabulary";
    const sample = () => { peaks[stage] = Math.max(peaks[stage] ?? 0, Math.round(process.memoryUsage.rss() / 2 ** 20)); };
    const begin = (next) => { sample(); stage = next; };
    setInterval(sample, 20).unref();
    await writeEntityVocab(await buildEntityVocab(${JSON.stringify(folder)}, { ...options, size: 100_000 }), ${JSON.stringify(join(folder, out, "entities.jsonl"))});
    begin("names of links");
    const onProgress = ({ parts, totalParts }) => begin(parts < totalParts ? "names in the text" : "table");
    const { names } = await buildMentionTable(${JSON.stringify(folder)}, ${JSON.stringify(join(folder, out))}, { ...options, onProgress });
    sample();
    console.log(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024, peaks, names, seconds: (Date.now() - began) / 1000 }));
  `;
  const flags = ["--conditions=@lukejs/source", "--import", "tsx", "--input-type=module", "-e", source];
  return JSON.parse(
    execFileSync(process.execPath, flags, { encoding: "utf8", cwd: import.meta.dirname }),
  ) as Built;
}

/** Words of Zipf's frequencies; five links a page; the larger the text, the more of four million names. */
async function writeCorpus(folder: string, pages: number, parts: number): Promise<void> {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run("SET threads = 2");
  await connection.run("SET memory_limit = '1GB'");
  await connection.run(
    `CREATE MACRO pick(a, b, n) AS CAST(pow(n, (hash(a * 1000 + b) % 1000003) / 1000003.0) AS BIGINT)`,
  );
  const table = async (name: string, select: (from: number, to: number) => string, part: number) => {
    await mkdir(join(folder, name), { recursive: true });
    const [from, to] = [Math.floor((pages * part) / parts), Math.floor((pages * (part + 1)) / parts)];
    await connection.run(
      `COPY (${select(from, to)}) TO '${folder}/${name}/part-${String(part).padStart(5, "0")}.parquet' (FORMAT parquet, ROW_GROUP_SIZE 2048)`, // some four megabytes of text, as `luke corpus build` writes them
    );
  };
  for (let part = 0; part < parts; part++) {
    await table(
      "pages",
      (from, to) =>
        `SELECT i AS id, 'Page ' || i AS title, false AS disambiguation FROM range(${from}, ${to}) t(i)`,
      part,
    );
    await table(
      "paragraphs",
      (from, to) => `SELECT i AS page, 0 AS paragraph,
        list_aggregate(list_transform(range(260), x -> 'w' || pick(i, x, 300000)), 'string_agg', ' ') AS text FROM range(${from}, ${to}) t(i)`,
      part,
    );
    await table(
      "links",
      (from, to) => `SELECT i AS page, 0 AS paragraph, 'Title ' || pick(i, 500 + x, 800000) AS title,
        'w' || pick(i, x * 7, 2000) || ' w' || pick(i, x * 7 + 1, 2000) AS mention FROM range(${from}, ${to}) t(i), range(5) u(x)`,
      part,
    );
    await table(
      "redirects",
      (from, to) =>
        `SELECT 'Title ' || (i * 3) AS title, 'Title ' || (i * 3 + 1) AS target FROM range(${from}, ${to}) t(i)`,
      part,
    );
  }
  connection.closeSync();
}
