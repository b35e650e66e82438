import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCorpus } from "./build-corpus.ts";
import { openCorpus } from "./open-corpus.ts";
import type { Page } from "./page.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-open-"));
  const page = (i: number) =>
    `<page><title>P${i}</title><ns>0</ns><id>${i}</id><revision><id>${i}</id><text>${`[[P${i}]] x${i}\n`.repeat(i % 50)}</text></revision></page>`;
  const pages = Array.from({ length: 2000 }, (_, i) => page(i));
  // A second page of the same title, and more than one row group in a part.
  const xml = `<mediawiki>${pages.join("")}${page(7).replace("x7", "again")}<page><title>Long</title><id>9999</id><text>${"y ".repeat(3e6)}</text></page>${page(2001)}</mediawiki>`;
  await writeFile(join(folder, "dump.xml"), xml);
  await buildCorpus(join(folder, "dump.xml"), join(folder, "corpus"), { workers: 0, partBytes: 8 << 20 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("pages are read in order, of all parts or of one, and at random by title", async () => {
  const corpus = await openCorpus(join(folder, "corpus"));
  const all: Page[] = [];
  for await (const page of corpus.pages()) all.push(page);
  expect(all.map(({ title }) => title)).toEqual([
    ...Array.from({ length: 2000 }, (_, i) => `P${i}`),
    "P7",
    "Long",
    "P2001",
  ]);
  const parts: Page[] = [];
  for (let part = 0; part < corpus.metadata.parts; part++)
    for await (const page of corpus.pages(part)) parts.push(page);
  expect(parts).toEqual(all);
  for (const row of [0, 49, 50, 1234, 1999, 2002])
    expect(await corpus.page(`P${row === 2002 ? 2001 : row}`)).toEqual(all[row]);
  // Of two pages of one title, the first.
  expect(await corpus.page("P7")).toEqual(all[7]);
});

test("a damaged file is named", async () => {
  const corpus = await openCorpus(join(folder, "corpus"));
  await truncate(join(folder, "corpus", "links", "part-00000.parquet"), 100);
  await expect(corpus.page("P1")).rejects.toMatchObject({
    code: "COR016",
    message: expect.stringContaining("links"),
  });
});
