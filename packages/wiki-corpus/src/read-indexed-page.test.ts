import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disambiguationsPage, disambiguationTemplatesIn } from "./disambiguations-page.ts";
import { readDump } from "./read-dump.ts";
import { readIndexedPage } from "./read-indexed-page.ts";
import { wikitextScanner } from "./scan-wikitext.ts";
import { defaultSiteInfo } from "./site-info.ts";

const hasBzip2 = spawnSync("bzip2", ["--help"]).status === 0;
const bzip2 = (text: string) => spawnSync("bzip2", ["-c"], { input: text }).stdout;
const page = (id: number, title: string, text: string) =>
  `<page><title>${title}</title><id>${id}</id><revision><id>9</id><text>${text}</text></revision></page>\n`;

let folder: string;
let dump: string;
let index: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-index-"));
  dump = join(folder, "multistream.xml.bz2");
  index = join(folder, "multistream-index.txt.bz2");
  if (!hasBzip2) return;
  const streams = [
    bzip2("<mediawiki>\n"),
    bzip2(page(1, "A", "a") + page(2, "B: c", "b")),
    bzip2(page(3, disambiguationsPage, "* [[Template:Several_things]]\n* [[Template:Name|x]]")),
    bzip2("</mediawiki>"),
  ];
  const [one, two] = [streams[0]!.length, streams[0]!.length + streams[1]!.length];
  await writeFile(dump, Buffer.concat(streams));
  await writeFile(
    index,
    bzip2(`${one}:1:A\n${one}:2:B: c\n${two}:3:${disambiguationsPage}\n${two + 1}:4:D\n${one}:5:E\n`),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.skipIf(!hasBzip2)(
  "a page is found by the index, and a dump of many streams is read without one",
  async () => {
    expect(await readIndexedPage(dump, index, "B: c")).toMatchObject({ id: 2, title: "B: c", text: "b" });
    expect(await readIndexedPage(dump, index, "C")).toBeUndefined();
    const titles: string[] = [];
    for await (const { title } of readDump(dump)) titles.push(title);
    expect(titles).toEqual(["A", "B: c", disambiguationsPage]);
  },
);

test.skipIf(!hasBzip2)("an index that does not fit is refused, with its line", async () => {
  const at = (message: RegExp) => ({ code: "COR018", message: expect.stringMatching(message) });
  await expect(readIndexedPage(dump, index, "D")).rejects.toMatchObject(at(/line 4 .*found no stream there/));
  await expect(readIndexedPage(dump, index, "E")).rejects.toMatchObject(
    at(/line 5 .*found a stream without it/),
  );
  await writeFile(join(folder, "other.txt"), "0:1:A\nnothing\n");
  await expect(readIndexedPage(dump, join(folder, "other.txt"), "B")).rejects.toMatchObject(
    at(/line 2 .*expected offset:page id:title, found "nothing"/),
  );
});

test.skipIf(!hasBzip2)("disambiguation pages are told by the templates the wiki itself lists", async () => {
  const list = await readIndexedPage(dump, index, disambiguationsPage);
  const disambiguationTemplates = disambiguationTemplatesIn(list!.text);
  expect(disambiguationTemplates).toEqual(["Several things", "Name"]);
  const scan = wikitextScanner({ ...defaultSiteInfo, disambiguationTemplates });
  expect(scan("{{several things|x}}").disambiguation).toBe(true);
  expect(scan("{{disambiguation}}").disambiguation).toBe(false);
  expect(scan("__DISAMBIG__").disambiguation).toBe(true);
});
