import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { dumpXml } from "./dump/dump-xml.ts";
import { writePages } from "./dump/pages.ts";
import { type Encyclopedia, generateEncyclopedia } from "./generate-encyclopedia.ts";
import { readPages } from "./testing/read-pages.ts";
import { buildWorld } from "./world/build-world.ts";

let world: Encyclopedia;
let pages: ReturnType<typeof readPages>;
beforeAll(() => {
  world = generateEncyclopedia({ seed: 1 });
  pages = readPages(world.dumpXml);
});
const digest = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

test("the same seed gives the same bytes, another seed others", () => {
  expect(digest(generateEncyclopedia({ seed: 1 }))).toBe(digest(world));
  expect(dumpXml(writePages(buildWorld(), 2), 2) === world.dumpXml).toBe(false);
});

test("a seed that is no unsigned 32-bit integer is refused", () => {
  for (const seed of [-1, 0.5, Number.NaN, 2 ** 32])
    expect(() => generateEncyclopedia({ seed })).toThrow(RangeError);
});

describe("the dump", () => {
  test("is a MediaWiki export of at least 500 articles with unique titles and rising ids", () => {
    expect(world.dumpXml).toMatch(/^<mediawiki [^>]*version="0\.11"/);
    expect(world.counts.articles).toBeGreaterThanOrEqual(500);
    expect(new Set(pages.map((page) => `${page.namespace}:${page.title}`)).size).toBe(pages.length);
    expect(pages.every((page, i) => i === 0 || page.id > pages[i - 1]!.id)).toBe(true);
  });

  test("holds at least 1.5 MB of text once the markup is gone", () => {
    const text = pages
      .filter((p) => p.namespace === 0 && p.redirect === undefined)
      .map((page) => plain(page.text));
    expect(text.join("\n").length).toBeGreaterThan(1_500_000);
  });

  test("links only to pages that exist, and most entities at least eight times", () => {
    const titles = new Set(pages.map((page) => page.title));
    const redirects = new Map(
      pages.flatMap((p) => (p.redirect === undefined ? [] : [[p.title, p.redirect] as const])),
    );
    const counts = new Map<string, number>();
    const missing = new Set<string>();
    for (const page of pages.filter((p) => p.namespace === 0)) {
      for (const [, target = ""] of page.text.matchAll(/\[\[([^\]|#]+)/g)) {
        if (/^(File|Category):/.test(target)) continue;
        let title = target.replaceAll("_", " ");
        title = title[0]!.toUpperCase() + title.slice(1);
        if (!titles.has(title)) missing.add(title);
        while (redirects.has(title)) title = redirects.get(title)!;
        counts.set(title, (counts.get(title) ?? 0) + 1);
      }
    }
    expect([...missing]).toEqual([]);
    const often = [...counts.values()].filter((count) => count >= 8).length;
    expect(often).toBeGreaterThan(0.75 * world.counts.entities);
    expect(Math.max(...counts.values())).toBeLessThan(0.05 * world.counts.links);
  });

  test("holds what real dumps hold", () => {
    const redirects = new Map(
      pages.flatMap((p) => (p.redirect === undefined ? [] : [[p.title, p.redirect] as const])),
    );
    expect([...redirects.values()].some((target) => redirects.has(target))).toBe(true);
    expect(pages.filter((page) => page.text.includes("{{disambiguation}}")).length).toBeGreaterThan(20);
    for (const part of [
      "{{Infobox",
      "{{convert|",
      '{| class="wikitable',
      "<ref name",
      "<!--",
      "[[File:",
      "[[Category:",
      "== ",
      "* [[",
      "# [[",
      "''",
      "]]s ",
    ])
      expect(
        pages.some((page) => page.text.includes(part)),
        part,
      ).toBe(true);
    expect(new Set(pages.map((page) => page.namespace)).size).toBeGreaterThan(4);
  });
});

describe("the datasets", () => {
  test("every offset slices to its text", () => {
    const titles = new Set(pages.map((page) => page.title));
    const { openEntity, tacred, record, squad } = world.datasets;
    for (const split of ["train", "dev", "test"] as const) {
      const typing = openEntity[split];
      expect(typing.filter((row) => !/^\S(.*\S)?$/.test(row.sent.slice(row.start, row.end)))).toEqual([]);
      expect(typing.filter((row) => row.labels.length === 0)).toEqual([]);
      const misplaced = tacred[split].filter(
        ({ token, subj_start, subj_end, obj_start, obj_end }) =>
          subj_start > subj_end ||
          obj_start > obj_end ||
          Math.max(subj_end, obj_end) >= token.length ||
          (subj_end >= obj_start && obj_end >= subj_start),
      );
      expect(misplaced).toEqual([]);
      for (const { passage, qas } of record[split].data)
        for (const { query, answers } of qas) {
          expect(query.split("@placeholder")).toHaveLength(2);
          for (const { start, end, text } of answers) {
            expect(passage.text.slice(start, end + 1)).toBe(text);
            expect(passage.entities.some((entity) => entity.start === start && entity.end === end)).toBe(
              true,
            );
          }
        }
      for (const { title, paragraphs } of squad[split].data) {
        expect(titles.has(title)).toBe(true);
        for (const { context, qas } of paragraphs) {
          expect(context.split(" ").length).toBeLessThanOrEqual(120);
          for (const { answers } of qas)
            for (const { text, answer_start } of answers)
              expect(context.slice(answer_start, answer_start + text.length)).toBe(text);
        }
      }
    }
  });

  test("CoNLL documents have four columns and IOB1 tags", () => {
    for (const text of Object.values(world.datasets.conll)) {
      expect(text.startsWith("-DOCSTART- -X- O O\n\n")).toBe(true);
      const row = /^$|^\S+ \S+ (O|[IB]-\w+) (O|[IB]-(PER|LOC|ORG|MISC))$/;
      expect(text.split("\n").filter((line) => !row.test(line))).toEqual([]);
    }
  });

  test("the sizes are these", () => {
    const { openEntity, tacred, record, squad, conll } = world.datasets;
    const sizes = (["train", "dev", "test"] as const).map((split) => ({
      openEntity: openEntity[split].length,
      tacred: tacred[split].length,
      conll: conll[split].split("\n\n").filter((part) => part !== "" && !part.startsWith("-DOCSTART-"))
        .length,
      record: record[split].data.length,
      squad: squad[split].data.flatMap((a) => a.paragraphs.flatMap((p) => p.qas)).length,
    }));
    for (const size of Object.values(sizes[0]!)) expect(size).toBeGreaterThanOrEqual(1500);
    for (const size of Object.values(sizes[1]!)) expect(size).toBeGreaterThanOrEqual(300);
    for (const size of Object.values(sizes[2]!)) expect(size).toBeGreaterThanOrEqual(400);
  });

  test("no_relation is a realistic share of the relation examples", () => {
    for (const rows of Object.values(world.datasets.tacred)) {
      const share = rows.filter((row) => row.relation === "no_relation").length / rows.length;
      expect(share).toBeGreaterThan(0.4);
      expect(share).toBeLessThan(0.6);
    }
  });

  test("no sentence of a test split is in the dump, nor in a train split", () => {
    const { openEntity, tacred, record, squad } = world.datasets;
    const normal = (text: string): string =>
      text
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim()
        .toLowerCase();
    const sentences = (text: string): string[] => text.split(/(?<=\.)\s|\n(?:@highlight\n)?/).map(normal);
    const test = [
      ...openEntity.test.map((row) => row.sent),
      ...tacred.test.map((row) => row.token.join(" ")),
      ...record.test.data.map((entry) => entry.passage.text),
      ...squad.test.data.flatMap((article) => article.paragraphs.map((p) => p.context)),
    ].flatMap(sentences);
    const other = new Set(
      [
        ...pages.map((page) => plain(page.text)),
        ...openEntity.train.map((row) => row.sent),
        ...tacred.train.map((row) => row.token.join(" ")),
        ...record.train.data.map((entry) => entry.passage.text),
        ...squad.train.data.flatMap((article) => article.paragraphs.map((p) => p.context)),
      ].flatMap(sentences),
    );
    expect(test.filter((sentence) => sentence.split(" ").length > 3 && other.has(sentence))).toEqual([]);
  });
});

/** Rough removal of markup: enough to measure and to compare sentences. */
function plain(text: string): string {
  return text
    .replace(/<!--.*?-->/g, "")
    .replace(/<ref[\s\S]*?<\/ref>/g, "")
    .replace(/\{\|[\s\S]*?\n\|\}/g, "")
    .replace(/\{\{[^{}]*\}\}/g, "")
    .replace(/\[\[(File|Category):.*\]\]/g, "")
    .replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1")
    .replace(/'{2,}/g, "");
}
