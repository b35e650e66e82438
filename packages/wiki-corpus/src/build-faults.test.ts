/** What may go wrong while a corpus is built: killed processes, a full disk, pages that cost too much, other work in the folder. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { folderDigest, mountSmallDisk } from "@lukejs/test-kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCorpus, buildParts } from "./build-corpus.ts";
import { finishCorpus } from "./finish-corpus.ts";
import { openCorpus } from "./open-corpus.ts";
import { workerCommand } from "./worker-command.ts";

const partBytes = 1 << 18;
let folder: string;
/** Some twenty parts. */
let dump: string;
let expected: string;

const dumpOf = (
  pages: readonly string[],
) => `<mediawiki xml:lang="en"><siteinfo><dbname>enwiki</dbname></siteinfo>
${pages.map((text, i) => `<page><title>P${i}</title><ns>0</ns><id>${i + 1}</id><revision><id>${i}</id><text>${text}</text></revision></page>`).join("\n")}</mediawiki>\n`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-faults-"));
  dump = join(folder, "dump.xml");
  const pages = Array.from(
    { length: 400 },
    (_, i) => `[[P${i + 1}|next]] to '''P${i}'''. ${`Word ${i * i}. `.repeat(1000)}`,
  );
  await writeFile(dump, dumpOf(pages));
  await buildCorpus(dump, join(folder, "whole"), { workers: 1, partBytes });
  expected = await folderDigest(join(folder, "whole"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A build in a process of its own. */
function startBuild(path: string, out: string): ChildProcess {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const module = new URL("./build-corpus.ts", import.meta.url).href;
  const options = JSON.stringify({ workers: 2, partBytes });
  const code = `import { buildCorpus } from ${JSON.stringify(module)}; await buildCorpus(${JSON.stringify(path)}, ${JSON.stringify(out)}, ${options});`;
  return spawn(
    process.execPath,
    ["--conditions=@lukejs/source", "--import", tsx, "--input-type=module", "-e", code],
    { stdio: "ignore" },
  );
}

async function partsIn(out: string): Promise<number> {
  const names = await readdir(join(out, "building")).catch(() => []);
  return names.filter((name) => /^part-\d+\.json$/.test(name)).length;
}

/** Kills the build when more than so many parts are there; returns how many are. */
async function killAfter(parts: number, path: string, out: string): Promise<number> {
  const build = startBuild(path, out);
  const ended = new Promise((resolve) => build.on("close", resolve));
  while ((await partsIn(out)) <= parts && build.exitCode === null) await sleep(2);
  build.kill("SIGKILL");
  await ended;
  return partsIn(out);
}

test("a build that is killed goes on where it was, to the same bytes", async () => {
  const out = join(folder, "killed");
  const first = await killAfter(Math.floor(Math.random() * 6), dump, out);
  expect(first).toBeGreaterThan(0);
  // What a process leaves that is killed while it writes.
  await writeFile(join(out, "links", "part-00003.parquet.host-1-1.tmp"), "PAR1");
  let reused = 0;
  const metadata = await buildCorpus(dump, out, {
    workers: 1,
    partBytes,
    onProgress: ({ reusedParts }) => {
      reused = reusedParts;
    },
  });
  expect(reused).toBe(first);
  expect(metadata.counts.pages).toBe(400);
  expect(await folderDigest(out)).toBe(expected);
});

test("a stream that is read again parses again only what was not written", async () => {
  const path = join(folder, "dump.xml.gz");
  await writeFile(path, gzipSync(await readFile(dump)));
  const out = join(folder, "stream-again");
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  const first = buildParts([path], out, { workers: 0, partBytes, signal: controller.signal, onProgress });
  await expect(first).rejects.toMatchObject({ code: "COR017" });
  const left = await partsIn(out);
  const { parts, reusedParts } = await buildParts([path], out, { workers: 0, partBytes });
  expect(reusedParts).toBe(left);
  expect(parts).toBeGreaterThan(left);
  await finishCorpus(out);
  await buildCorpus(path, join(folder, "stream-at-once"), { workers: 0, partBytes });
  expect(await folderDigest(out)).toBe(await folderDigest(join(folder, "stream-at-once")));
});

test("shards, in any order, make the same corpus; it is closed when all are there", async () => {
  const out = join(folder, "shards");
  await buildParts([dump], out, { workers: 0, partBytes, shard: { index: 1, count: 2 } });
  await expect(finishCorpus(out)).rejects.toMatchObject({
    code: "COR009",
    message: expect.stringContaining("(0, 2, 4,"),
  });
  await expect(openCorpus(out)).rejects.toMatchObject({ code: "COR004" });
  await buildParts([dump], out, { workers: 0, partBytes, shard: { index: 0, count: 2 } });
  await finishCorpus(out);
  expect(await folderDigest(out)).toBe(expected);
  await expect(finishCorpus(out)).rejects.toMatchObject({ code: "COR010" });
});

test("a shard spoils no other corpus, and a stream has no shards", async () => {
  const shard = { index: 0, count: 2 };
  const out = join(folder, "whole");
  await expect(buildParts([dump], out, { shard, partBytes })).rejects.toMatchObject({ code: "COR013" });
  await buildParts([dump], join(folder, "begun"), { shard, partBytes, workers: 0 });
  const other = buildParts([dump], join(folder, "begun"), { shard, partBytes, linkTrails: true });
  await expect(other).rejects.toMatchObject({ code: "COR013" });
  await writeFile(join(folder, "stream.xml.gz"), gzipSync(dumpOf(["a"])));
  const stream = buildParts([join(folder, "stream.xml.gz")], join(folder, "stream"), { shard });
  await expect(stream).rejects.toMatchObject({ code: "COR011" });
});

test("an interrupted build finishes what it has begun, and the next one goes on", async () => {
  const out = join(folder, "interrupted");
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  const build = buildCorpus(dump, out, { workers: 1, partBytes, signal: controller.signal, onProgress });
  await expect(build).rejects.toMatchObject({ code: "COR017" });
  expect(await partsIn(out)).toBeGreaterThan(0);
  await buildCorpus(dump, out, { workers: 1, partBytes });
  expect(await folderDigest(out)).toBe(expected);
});

test("another job in the same folder begins anew", async () => {
  const out = join(folder, "anew");
  await buildParts([dump], out, { workers: 0, partBytes: 2 * partBytes });
  await buildCorpus(dump, out, { workers: 0, partBytes });
  expect(await folderDigest(out)).toBe(expected);
});

test("the worker program builds the parts of its arguments or its input, and says what it did", async () => {
  const out = join(folder, "program");
  await buildParts([dump], out, { workers: 0, partBytes, shard: { index: 0, count: 100 } });
  const [node, ...args] = workerCommand();
  const run = (parts: string[], input: string) =>
    execFileSync(node!, [...args, out, ...parts], {
      input,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    })
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
  expect(run(["2", "0"], "")).toEqual([
    expect.objectContaining({ part: 2, failed: [], damage: [] }),
    expect.objectContaining({ part: 0, counts: expect.objectContaining({ brokenPages: 0 }) }),
  ]);
  const parts = (await readdir(join(folder, "whole", "pages"))).map((_, part) => part);
  expect(run([], parts.join("\n"))).toHaveLength(parts.length);
  await finishCorpus(out);
  expect(await folderDigest(out)).toBe(expected);
  expect(() => run(["99999"], "")).toThrow(expect.objectContaining({ status: 1 }));
});

test("a page that takes too long or too much memory is named and left out, and the others are kept", async () => {
  const path = join(folder, "costly.xml");
  await writeFile(path, dumpOf(["one", "[[a]] {{b|c}} ''d'' ".repeat(600_000), "three"]));
  for (const pageBudget of [{ seconds: 0.4 }, { megabytes: 64 }]) {
    const metadata = await buildCorpus(path, join(folder, "costly"), { pageBudget, workers: 1 });
    expect(metadata.counts).toMatchObject({ pages: 2, failedPages: 1 });
    expect(metadata.failed).toEqual([
      expect.stringMatching(/^P1: the page (took longer than 0.4 s|needed more than 64 MB)$/),
    ]);
  }
  const metadata = await buildCorpus(path, join(folder, "long"), {
    pageBudget: { bytes: 1 << 20 },
    workers: 1,
  });
  expect(metadata.failed).toEqual(["P1: the page is too long"]);
  expect(metadata.counts).toMatchObject({ pages: 2, failedPages: 1, brokenPages: 0 });
});

const disk = mountSmallDisk("400k");
afterAll(() => disk?.unmount());

test.skipIf(disk === undefined)(
  "a full disk is said so, and the build goes on when there is room",
  async () => {
    const out = join(disk!.folder, "corpus");
    const build = () => buildCorpus(dump, out, { workers: 1, partBytes });
    await expect(build()).rejects.toMatchObject({
      code: "COR008",
      message: expect.stringContaining("the disk is full"),
    });
    const parts = await partsIn(out);
    expect(parts).toBeGreaterThan(0);
    disk!.resize("64m");
    await build();
    expect(await folderDigest(out)).toBe(expected);
  },
);
