import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { folderDigest, sharedPath } from "@lukejs/test-kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCorpus } from "./build-corpus.ts";
import { openCorpus } from "./open-corpus.ts";
import { readDump } from "./read-dump.ts";

const head = `<mediawiki xmlns="x" xml:lang="en"><siteinfo><sitename>W</sitename><dbname>enwiki</dbname><case>first-letter</case>
<namespaces><namespace key="0" case="first-letter" /><namespace key="14" case="first-letter">Category</namespace></namespaces></siteinfo>\n`;
const page = (id: number, title: string, text: string, extra = "<ns>0</ns>") =>
  `  <page>\n    <title>${title}</title>\n    ${extra}\n    <id>${id}</id>\n    <revision>\n      <id>${id + 1000}</id>\n` +
  `      <contributor><id>7</id></contributor>\n      <text xml:space="preserve">${text}</text>\n    </revision>\n  </page>\n`;
const dump = `${head}${[
  page(
    1,
    "Paris",
    "'''Paris''' is in [[France]]. See [[B]].\n== H ==\nMore &lt;b&gt;[[c]]&lt;/b&gt; &amp;amp; [[Côte d'Ivoire|CI]].",
  ),
  page(2, "A", "#REDIRECT [[B]]", '<ns>0</ns>\n    <redirect title="B" />'),
  page(3, "B", "#redirect[[France#x]]"),
  page(4, "C", "#REDIRECT [[D]]", '<ns>0</ns><redirect title="D" />'),
  page(5, "D", "#REDIRECT [[C]]", '<ns>0</ns><redirect title="C" />'),
  page(6, "Category:X", "y", "<ns>14</ns>"),
  page(7, "France", "{{Disambiguation}}\n* [[Paris]] {{foo}}"),
].join("")}</mediawiki>\n`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-corpus-"));
  await writeFile(join(folder, "dump.xml"), dump);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const item of items) result.push(item);
  return result;
}

test("a dump becomes pages in order, with ids, links, sections and redirects", async () => {
  const out = join(folder, "small");
  const metadata = await buildCorpus(join(folder, "dump.xml"), out, { workers: 0 });
  expect(metadata.counts).toMatchObject({ pages: 2, redirects: 4, otherPages: 1, failedPages: 0, links: 5 });
  expect(metadata.droppedTemplates).toEqual({ disambiguation: 1, foo: 1 });
  const corpus = await openCorpus(out);
  const pages = await all(corpus.pages());
  expect(
    pages.map(({ id, revision, title, disambiguation }) => [id, revision, title, disambiguation]),
  ).toEqual([
    [1, 1001, "Paris", false],
    [7, 1007, "France", true],
  ]);
  expect(pages[0]!.paragraphs).toEqual([
    {
      text: "Paris is in France. See B.",
      links: [
        { title: "France", start: 12, end: 18 },
        { title: "B", start: 24, end: 25 },
      ],
      abstract: true,
    },
    {
      text: "More c & CI.",
      links: [
        { title: "C", start: 5, end: 6 },
        { title: "Côte d'Ivoire", start: 9, end: 11 },
      ],
      abstract: false,
      section: "H",
    },
  ]);
});

test("redirects resolve to the end, circles to themselves, and pages are found through them", async () => {
  const out = join(folder, "redirects");
  await buildCorpus(join(folder, "dump.xml"), out, { workers: 0 });
  const corpus = await openCorpus(out);
  expect(["A", "b", "C", "Nowhere"].map((title) => corpus.resolve(title))).toEqual([
    "France",
    "France",
    "C",
    "Nowhere",
  ]);
  expect((await corpus.page("a"))?.id).toBe(7);
  expect(await corpus.page("Nowhere")).toBeUndefined();
});

test("the bytes are the same for any number of workers", async () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    page(i + 1, `P${i}`, `[[P${i + 1}]] ${"x ".repeat(i * 7)}`),
  ).join("");
  await writeFile(join(folder, "many.xml"), `${head}${many}</mediawiki>`);
  const digests = new Set<string>();
  for (const workers of [0, 1, 3]) {
    const out = join(folder, `workers-${workers}`);
    const { parts } = await buildCorpus(join(folder, "many.xml"), out, { workers, partBytes: 4000 });
    expect(parts).toBeGreaterThan(3);
    digests.add(await folderDigest(out));
  }
  expect(digests.size).toBe(1);
});

test("DuckDB reads the tables as they are", async () => {
  const out = join(folder, "duckdb");
  await buildCorpus(join(folder, "dump.xml"), out, { workers: 0 });
  const connection = await (await DuckDBInstance.create()).connect();
  const reader = await connection.runAndReadAll(
    `SELECT p.title, l.mention, l.title AS target, l.mention_start FROM '${out}/links/*.parquet' l
     JOIN '${out}/pages/*.parquet' p ON p.id = l.page ORDER BY p.id, l.paragraph, l.mention_start`,
  );
  expect(reader.getRowsJS()[0]).toEqual(["Paris", "France", "France", 12]);
  expect(reader.getRowsJS()).toHaveLength(5);
  connection.closeSync();
});

test("gzip, UTF-16 and several dumps are read as one", async () => {
  await writeFile(join(folder, "dump.xml.gz"), gzipSync(dump));
  await writeFile(join(folder, "dump16.xml"), Buffer.from(`\ufeff${dump}`, "utf16le"));
  const paths = ["dump.xml", "dump.xml.gz", "dump16.xml"].map((name) => join(folder, name));
  const titles = (await all(readDump(paths))).map(({ title }) => title);
  expect(titles).toHaveLength(21);
  expect(new Set(titles).size).toBe(7);
});

test("a missing file, another kind of file and a folder with other things are refused", async () => {
  await writeFile(join(folder, "a.json"), '{"a": 1}');
  const out = join(folder, "refused");
  await expect(buildCorpus(join(folder, "no.xml"), out)).rejects.toMatchObject({ code: "COR001" });
  await expect(buildCorpus(join(folder, "a.json"), out)).rejects.toMatchObject({ code: "COR003" });
  await expect(buildCorpus(join(folder, "dump.xml"), folder)).rejects.toMatchObject({ code: "COR005" });
  await expect(openCorpus(folder)).rejects.toMatchObject({ code: "COR004" });
});

test("a dump cut inside a page keeps the pages before, and fails unless it may go on", async () => {
  await writeFile(join(folder, "cut.xml"), dump.slice(0, dump.indexOf("Disambiguation")));
  const out = join(folder, "cut");
  await expect(buildCorpus(join(folder, "cut.xml"), out, { workers: 0 })).rejects.toMatchObject({
    code: "COR002",
    message: expect.stringContaining('inside the page "France"'),
  });
  const corpus = await openCorpus(out);
  expect(corpus.metadata).toMatchObject({
    complete: false,
    counts: { pages: 1, redirects: 4, brokenPages: 1 },
  });
  const again = await buildCorpus(join(folder, "cut.xml"), out, { workers: 0, keepGoing: true });
  expect(again.complete).toBe(false);
});

const bz2 = sharedPath("data/wiki/ltgwiki-real.xml.bz2");

test.skipIf(bz2 === undefined)(
  "bzip2 is read alike by a child process and in JavaScript, also as a multistream",
  async () => {
    const bytes = await readFile(bz2!);
    await writeFile(join(folder, "twice.bz2"), Buffer.concat([bytes, bytes]));
    const count = async (decoder: "auto" | "javascript") => {
      const hash = createHash("sha256");
      for await (const { title, text } of readDump(join(folder, "twice.bz2"), { decoder }))
        hash.update(title).update(text);
      return hash.digest("hex");
    };
    expect(await count("javascript")).toBe(await count("auto"));
  },
);

test.skipIf(bz2 === undefined)(
  "a truncated bzip2 file keeps what was read, whichever way it is decoded",
  async () => {
    const bytes = await readFile(bz2!);
    await writeFile(join(folder, "half.bz2"), bytes.subarray(0, Math.floor(bytes.length * 0.7)));
    for (const decoder of ["auto", "javascript"] as const) {
      const out = join(folder, `half-${decoder}`);
      await expect(buildCorpus(join(folder, "half.bz2"), out, { workers: 1, decoder })).rejects.toMatchObject(
        {
          code: "COR002",
          message: expect.stringMatching(/after byte [1-9]\d+/),
        },
      );
      const corpus = await openCorpus(out);
      expect(corpus.metadata.complete).toBe(false);
      expect(corpus.metadata.counts.pages).toBeGreaterThan(50);
    }
  },
);
