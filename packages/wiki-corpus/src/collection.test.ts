import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCorpus } from "./build-corpus.ts";
import { openCorpus } from "./open-corpus.ts";
import type { Page } from "./page.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-collection-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const aspirin = {
  id: 7,
  title: "p53 mutations",
  text: "TP53 binds DNA.\n\nIt is mutated in cancer.",
  links: [
    { title: "D009369", start: 34, end: 40 },
    { title: "TP53", start: 0, end: 4 },
  ],
};
const alias = { title: "P53", redirect: "TP53" };
const printed = {
  id: 9,
  title: "TP53",
  disambiguation: true,
  paragraphs: [{ text: "A gene", links: [], abstract: true, section: "Top" }],
};
const lines = [aspirin, alias, printed].map((line) => JSON.stringify(line));

async function build(name: string, options = {}) {
  const out = join(folder, `${name.replace(/\W/g, "-")}-${Math.random()}`);
  const metadata = await buildCorpus(join(folder, name), out, { workers: 0, language: "de", ...options });
  const corpus = await openCorpus(out);
  const pages: Page[] = [];
  for await (const page of corpus.pages()) pages.push(page);
  return { metadata, corpus, pages };
}

test("documents become pages: a line of text is a paragraph, offsets follow, redirects are other names", async () => {
  await writeFile(join(folder, "a.jsonl"), lines.join("\n"));
  const { pages, corpus, metadata } = await build("a.jsonl");
  expect(pages).toEqual([
    {
      id: 7,
      revision: 0,
      title: "p53 mutations",
      disambiguation: false,
      paragraphs: [
        { text: "TP53 binds DNA.", links: [{ title: "TP53", start: 0, end: 4 }], abstract: true },
        {
          text: "It is mutated in cancer.",
          links: [{ title: "D009369", start: 17, end: 23 }],
          abstract: false,
        },
      ],
    },
    { revision: 0, ...printed },
  ]);
  expect(corpus.resolve("P53")).toBe("TP53");
  expect(metadata.site).toMatchObject({ language: "de", case: "case-sensitive" });
});

test("a folder of files, compressed or not, is one corpus, the same however it is cut", async () => {
  await mkdir(join(folder, "many"));
  await writeFile(join(folder, "many", "1.jsonl"), lines.slice(0, 2).join("\n"));
  await writeFile(join(folder, "many", "2.jsonl.gz"), gzipSync(`${lines[2]!}\n`));
  await writeFile(join(folder, "many", "notes.txt"), "not read");
  const { pages, metadata } = await build("many");
  expect(metadata.dumps).toEqual(["1.jsonl", "2.jsonl.gz"]);
  expect(pages.map(({ title }) => title)).toEqual(["p53 mutations", "TP53"]);
  await writeFile(join(folder, "b.jsonl"), lines.join("\n"));
  const whole = await build("b.jsonl");
  for (const partBytes of [1, 50, 170, 400]) {
    const { pages: cut } = await build("b.jsonl", { partBytes });
    expect(cut, `${partBytes}`).toEqual(whole.pages);
  }
});

const bad = [
  ["no json", /Unexpected token|not valid JSON/],
  ["[1]", /expected an object, found a list/],
  ['{"id":1,"text":"x"}', /expected "title" to be a string, found nothing/],
  ['{"title":"x"}', /expected "text" to be a string, found nothing/],
  [
    '{"title":"x","text":"ab","links":[{"title":"y","start":1,"end":3}]}',
    /"y" at 1 to 3 is no part of a text of 2 code units/,
  ],
  [
    '{"title":"x","text":"a\\nb","links":[{"title":"y","start":0,"end":3}]}',
    /reaches over the end of a line of the text/,
  ],
  [
    '{"title":"x","text":"abc","links":[{"title":"y","start":0,"end":2},{"title":"z","start":1,"end":3}]}',
    /"z" at 1 to 3 overlaps/,
  ],
] as const;

test.each(["bad.jsonl", "bad.jsonl.gz"])(
  "bad lines of %s are named with file and line, the others kept",
  async (name) => {
    const content = [lines[0], "", ...bad.flatMap(([line]) => [line, lines[0]])].join("\n");
    await writeFile(join(folder, name), name.endsWith("gz") ? gzipSync(content) : content);
    for (const partBytes of [100, 1 << 20]) {
      const { pages, metadata } = await build(name, { partBytes });
      expect(pages).toHaveLength(1 + bad.length);
      expect(metadata.failed).toHaveLength(bad.length);
      for (const [i, [, why]] of bad.entries()) {
        expect(metadata.failed[i]).toMatch(why);
        expect(metadata.failed[i]).toContain(`${name}, line ${3 + 2 * i}: `);
      }
    }
  },
);
