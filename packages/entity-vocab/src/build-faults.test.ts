/** What may go wrong while a corpus is counted: killed processes and threads, damaged tables, a full disk. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { mountSmallDisk } from "@lukejs/test-kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildEntityVocab } from "./build-entity-vocab.ts";
import { buildMentionTable } from "./build-mention-table.ts";
import { countNames } from "./count-names.ts";
import { NameTrie } from "./name-trie.ts";

let folder: string;
let corpus: string;
let expected: Buffer;
const options = { keepAbsentTargets: true } as const;
const part = (table: string, i: number) => join(corpus, table, `part-0000${i}.parquet`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-faults-"));
  corpus = join(folder, "corpus");
  const connection = await (await DuckDBInstance.create()).connect();
  const tables = {
    pages: "i AS id, 'Page ' || i AS title, false AS disambiguation",
    paragraphs: "i AS page, 0 AS paragraph, 'From name ' || (i % 7000) || ' to name 1.' AS text",
    links: "i AS page, 0 AS paragraph, 'Page ' || (i * 7 % 9000) AS title, 'name ' || (i % 7000) AS mention",
    redirects: "i AS id, 'Old ' || i AS title, 'Page ' || i AS target",
  };
  for (const [table, columns] of Object.entries(tables)) {
    await mkdir(join(corpus, table), { recursive: true });
    for (let i = 0; i < 3; i++)
      await connection.run(
        `COPY (SELECT ${columns} FROM range(${i * 20_000}, ${(i + 1) * 20_000}) t(i)) TO '${part(table, i)}' (FORMAT parquet)`,
      );
  }
  connection.closeSync();
  await buildMentionTable(corpus, join(folder, "expected"), options);
  expected = await readFile(join(folder, "expected", "mentions.parquet"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a process that is killed while it counts leaves no table, and the next one writes the same bytes", async () => {
  const out = join(folder, "killed");
  const module = JSON.stringify(new URL("./build-mention-table.ts", import.meta.url).href);
  const [from, to] = [corpus, out].map((path) => JSON.stringify(path));
  const code = `import { buildMentionTable } from ${module};
    await buildMentionTable(${from}, ${to}, { keepAbsentTargets: true, namesPerPass: 4000, threads: 1, onProgress: ({ parts }) => { if (parts === 4) process.kill(process.pid, "SIGKILL"); } });`;
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const flags = ["--conditions=@lukejs/source", "--import", tsx, "--input-type=module", "-e", code];
  const [, signal] = (await once(spawn(process.execPath, flags, { stdio: "ignore" }), "close")) as [
    number,
    string,
  ];
  expect(signal).toBe("SIGKILL");
  expect(await readdir(out).catch(() => [])).toEqual([]);
  await mkdir(join(corpus, ".duckdb"), { recursive: true });
  await writeFile(
    join(corpus, ".duckdb", "duckdb_temp_storage_DEFAULT-0.tmp"),
    "spilled by a killed process",
  );
  await buildMentionTable(corpus, out, { ...options, namesPerPass: 4000, threads: 1 });
  expect(await readFile(join(out, "mentions.parquet"))).toEqual(expected);
  expect(await readdir(corpus)).not.toContain(".duckdb");
});

test("a damaged table is named, whether threads read it or none, and nothing is written", async () => {
  const whole = join(folder, "whole.parquet");
  for (const table of ["paragraphs", "links"]) {
    await copyFile(part(table, 1), whole);
    await truncate(part(table, 1), 5000);
    const build = buildMentionTable(corpus, join(folder, "damaged"), options);
    const failure = {
      code: table === "links" ? "VOC011" : "VOC010",
      message: expect.stringContaining(part(table, 1)),
    };
    await expect(build).rejects.toMatchObject(failure);
    if (table === "links") await expect(buildEntityVocab(corpus, options)).rejects.toMatchObject(failure);
    else {
      const one = countNames(new NameTrie("lowercase"), 0, [part(table, 1)], 2, () => undefined);
      await expect(one).rejects.toMatchObject(failure);
    }
    await copyFile(whole, part(table, 1));
  }
  expect(await readdir(join(folder, "damaged")).catch(() => [])).toEqual([]);
  expect(await readdir(corpus)).not.toContain(".duckdb");
});

const disk = mountSmallDisk("64k");
afterAll(() => disk?.unmount());

test.skipIf(disk === undefined)(
  "a full disk is said so, for what spills and for the table, and the build succeeds when there is room",
  async () => {
    const small = {
      ...options,
      memoryLimit: "3MB",
      threads: 1,
      temporaryFolder: join(disk!.folder, "spill"),
    };
    await expect(buildMentionTable(corpus, join(folder, "spilled"), small)).rejects.toMatchObject({
      code: "VOC011",
      message: expect.stringContaining("the disk of"),
    });
    await rm(join(disk!.folder, "spill"), { recursive: true, force: true });
    const build = () => buildMentionTable(corpus, disk!.folder, options);
    await expect(build()).rejects.toMatchObject({
      code: "VOC008",
      message: expect.stringContaining("the disk is full"),
    });
    expect(await readdir(disk!.folder)).toEqual([]);
    disk!.resize("16m");
    await build();
    expect(await readFile(join(disk!.folder, "mentions.parquet"))).toEqual(expected);
  },
);
