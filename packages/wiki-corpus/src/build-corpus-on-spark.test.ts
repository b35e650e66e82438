/** Runs where Spark is: in SPARK_HOME, or where benchmarks/python/set-up.mjs installs it. */
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { findSpark, folderDigest, startSparkCluster } from "@lukejs/test-kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCorpus } from "./build-corpus.ts";
import { buildCorpusOnSpark } from "./build-corpus-on-spark.ts";

const sparkHome = findSpark();
const without =
  sparkHome === undefined ? " (skipped: no Spark; node benchmarks/python/set-up.mjs installs it)" : "";
const partBytes = 1 << 20;
const sparkSettings = {
  "spark.driver.memory": "512m",
  "spark.sql.warehouse.dir": join(tmpdir(), "lukejs-warehouse"),
};
let folder: string;
let dump: string;
let expected: string;

beforeAll(async () => {
  if (sparkHome === undefined) return;
  folder = await mkdtemp(join(tmpdir(), "lukejs-spark-"));
  dump = join(folder, "dump 'of' pages.xml");
  const page = (i: number) =>
    i % 10 === 9
      ? `<page><title>R${i}</title><ns>0</ns><id>${i}</id><redirect title="P${i - 1}" /><revision><id>${i}</id><text>#REDIRECT [[P${i - 1}]]</text></revision></page>`
      : `<page><title>P${i}</title><ns>0</ns><id>${i}</id><revision><id>${i}</id><text>[[R${i}|to]] ${`“Wörter” ${i}. `.repeat(1500)}</text></revision></page>`;
  await writeFile(
    dump,
    `<mediawiki>${Array.from({ length: 300 }, (_, i) => page(i + 1)).join("\n")}</mediawiki>`,
  );
  await buildCorpus(dump, join(folder, "local"), { workers: 2, partBytes });
  expected = await folderDigest(join(folder, "local"));
});
afterAll(() => (folder === undefined ? undefined : rm(folder, { recursive: true, force: true })));

test.skipIf(sparkHome === undefined)(
  `Spark builds the same bytes as threads, and reads them by SQL${without}`,
  async () => {
    const out = join(folder, "on spark");
    const metadata = await buildCorpusOnSpark([dump], out, {
      master: "local[2]",
      sparkHome: sparkHome!,
      sparkSettings,
      partBytes,
    });
    expect(metadata.counts).toMatchObject({ pages: 270, redirects: 30, failedPages: 0 });
    expect(await folderDigest(out)).toBe(expected);
    const table = (name: string) => `parquet.\`${join(folder, "local", name)}\``;
    const sql = `SELECT count(*), max(r.target) FROM ${table("links")} l JOIN ${table("redirects")} r ON r.title = l.title;
    SELECT count(*), sum(num_links), sum(length(text)) FROM ${table("paragraphs")}`;
    const flags = Object.entries({
      ...sparkSettings,
      "spark.sql.catalogImplementation": "in-memory",
      "spark.sql.shuffle.partitions": "1",
    }).flatMap(([name, value]) => ["--conf", `${name}=${value}`]);
    const answer = execFileSync(
      join(sparkHome!, "bin/spark-sql"),
      ["--master", "local[1]", ...flags, "-e", sql],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    const { paragraphs, links, characters } = metadata.counts;
    expect(
      answer
        .trim()
        .split("\n")
        .map((line) => line.split("\t")),
    ).toEqual([
      ["0", "NULL"],
      [String(paragraphs), String(links), String(characters)],
    ]);
  },
  900_000,
);

test.skipIf(sparkHome === undefined)(
  `a dump that cannot be cut, and a job that fails, are said so${without}`,
  async () => {
    const stream = join(folder, "stream.xml.gz");
    await writeFile(stream, gzipSync(await readFile(dump)));
    const build = (path: string, out: string, home: string) =>
      buildCorpusOnSpark([path], join(folder, out), { master: "local[1]", sparkHome: home, sparkSettings });
    await expect(build(stream, "stream", sparkHome!)).rejects.toMatchObject({ code: "COR011" });
    await expect(build(dump, "nowhere", folder)).rejects.toMatchObject({ code: "COR014" });
    const master = buildCorpusOnSpark([dump], join(folder, "no-master"), {
      master: "nonsense",
      sparkHome: sparkHome!,
      sparkSettings,
    });
    await expect(master).rejects.toMatchObject({ code: "COR015" });
  },
  900_000,
);

test.skipIf(sparkHome === undefined)(
  `a cluster of two workers, one of them killed, builds the same bytes${without}`,
  async () => {
    const cluster = await startSparkCluster(sparkHome!, folder);
    const out = join(folder, "on a cluster");
    try {
      let killed = 0;
      const build = buildCorpusOnSpark([dump], out, {
        master: cluster.url,
        sparkHome: sparkHome!,
        sparkSettings: { ...sparkSettings, ...cluster.settings },
        partBytes,
        onProgress: ({ parts, allParts }) => {
          if (parts === 0 || parts === allParts || killed > 0) return;
          killed = parts;
          cluster.killWorker();
        },
      });
      await build;
      expect(killed).toBeGreaterThan(0);
      expect(await folderDigest(out)).toBe(expected);
      expect(await readdir(cluster.workFolders[0])).not.toEqual([]);
    } finally {
      cluster.stop();
    }
  },
  900_000,
);
