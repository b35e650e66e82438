/** Runs where Spark is: in SPARK_HOME, or where benchmarks/python/set-up.mjs installs it. */
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildEntityVocab, buildMentionTable, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { findSpark, startSparkCluster } from "@lukejs/test-kit";
import { buildCorpus, sparkSqlRunner } from "@lukejs/wiki-corpus/node";
import { afterAll, beforeAll, expect, test } from "vitest";

const sparkHome = findSpark();
const without =
  sparkHome === undefined ? " (skipped: no Spark; node benchmarks/python/set-up.mjs installs it)" : "";

let folder: string;
let corpus: string;
beforeAll(async () => {
  if (sparkHome === undefined) return;
  folder = await mkdtemp(join(tmpdir(), "lukejs-spark-"));
  corpus = join(folder, "corpus 'of' pages");
  // Names with quotes, slashes and other planes; redirects of redirects, in circles, and twice; ties in the counts.
  const names = ['"Big" \\ City', "Zürich", "𝔘niverse", "New\u00a0York", "it's", "東京", "city", "big city"];
  const page = (i: number) => {
    if (i % 9 === 8) return `#REDIRECT [[${i % 27 === 8 ? `P${i - 1}` : `P${i + 9}`}]]`;
    const links = names.map((name, k) => `[[P${(i * (k + 3)) % 240}|${name}]]`).join(" and ");
    return `${links}. The city of ${names[i % names.length]} ${"is a big city. ".repeat(i % 40)}`;
  };
  const pages = Array.from({ length: 240 }, (_, i) => {
    const text = page(i);
    const redirect = /REDIRECT \[\[(.*?)\]\]/.exec(text);
    const tag = redirect === null ? "" : `<redirect title="${redirect[1]}" />`;
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return `<page><title>P${i}</title><ns>0</ns><id>${i + 1}</id>${tag}<revision><id>${i + 1}</id><text>${escaped}</text></revision></page>`;
  });
  await writeFile(join(folder, "dump.xml"), `<mediawiki>${pages.join("\n")}</mediawiki>`);
  await buildCorpus([join(folder, "dump.xml")], corpus, { workers: 0, partBytes: 1 << 15 });
});
afterAll(() => (folder === undefined ? undefined : rm(folder, { recursive: true, force: true })));

test.skipIf(sparkHome === undefined)(
  `Spark counts what DuckDB counts: vocabulary, mention table and page links have the same bytes${without}`,
  async () => {
    const spark = await sparkSqlRunner({
      master: "local[2]",
      sparkHome: sparkHome!,
      sparkSettings: {
        "spark.driver.memory": "512m",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.warehouse.dir": join(folder, "warehouse"),
      },
    });
    const files: Record<string, Buffer[]> = {};
    for (const [name, engine] of [
      ["duckdb", {}],
      ["spark", { spark }],
    ] as const) {
      const out = join(folder, name);
      const table = { ...engine, pageLinks: true, maxCandidates: 7, minLinks: 2, minLinkProbability: 0.1 };
      const { names, candidates } = await buildMentionTable(corpus, out, { ...table, namesPerPass: 5 }); // two passes
      expect({ names, candidates: candidates > 40 }).toEqual({ names: 6, candidates: true }); // "city" and "big city" are seldom links
      const vocab = await buildEntityVocab(corpus, {
        ...engine,
        size: 60,
        redirects: true,
        whiteList: ["P8", "P3"],
      });
      expect(vocab.size).toBe(60);
      await writeEntityVocab(vocab, join(out, "entities.jsonl"));
      files[name] = await Promise.all(
        ["mentions.parquet", "page-links.parquet", "entities.jsonl"].map((file) => readFile(join(out, file))),
      );
    }
    expect(files["spark"]).toEqual(files["duckdb"]);
    expect(readdirSync(corpus)).not.toContain(".duckdb");
  },
  900_000,
);

test.skipIf(sparkHome === undefined)(
  `a cluster of two workers, one of them killed while it counts, counts the same${without}`,
  async () => {
    const settings = { pageLinks: true, namesPerPass: 5 };
    await buildMentionTable(corpus, join(folder, "local"), settings);
    const cluster = await startSparkCluster(sparkHome!, folder);
    let done = false;
    let killed = false;
    const whileItRuns = (async () => {
      // A job has come to the first worker: the second file of SQL, so that something was counted before.
      const jobs = () =>
        existsSync(cluster.workFolders[0]) ? readdirSync(cluster.workFolders[0]).length : 0;
      while (!done && jobs() < 2) await sleep(100);
      await sleep(1500);
      killed = !done;
      cluster.killWorker();
    })();
    try {
      const spark = await sparkSqlRunner({
        master: cluster.url,
        sparkHome: sparkHome!,
        sparkSettings: {
          ...cluster.settings,
          "spark.driver.memory": "512m",
          "spark.sql.shuffle.partitions": "6",
          "spark.sql.warehouse.dir": join(folder, "warehouse"),
        },
      });
      await buildMentionTable(corpus, join(folder, "cluster"), { ...settings, spark });
      done = true;
      await whileItRuns;
      expect(killed).toBe(true);
      for (const file of ["mentions.parquet", "page-links.parquet"]) {
        const [here, there] = ["local", "cluster"].map((name) => readFile(join(folder, name, file)));
        expect(await there).toEqual(await here);
      }
    } finally {
      done = true;
      cluster.stop();
    }
  },
  900_000,
);
