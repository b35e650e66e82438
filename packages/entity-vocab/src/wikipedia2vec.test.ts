/**
 * Against the counts of wikipedia2vec 1.0.5, which the original uses. Its own paragraphs and links go in, so that what
 * differs is counting alone. Its vocabulary comes out the same; so does its mention database, but for the causes named.
 */
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sharedPath } from "@lukejs/test-kit";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildEntityVocab } from "./build-entity-vocab.ts";
import { buildMentionTable } from "./build-mention-table.ts";
import type { MentionRow } from "./mention-table.ts";
import { normalizeName } from "./name-scanner.ts";
import { readEntityVocab } from "./read-entity-vocab.ts";
import { readMentionTable } from "./read-mention-table.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-w2v-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface OracleLine {
  readonly type: "meta" | "redirect" | "page";
  readonly title: string;
  readonly target: string;
  readonly paragraphs: readonly {
    readonly text: string;
    readonly links: readonly (readonly [title: string, text: string])[];
  }[];
}

type OracleMention = readonly [name: string, title: string, count: number, links: number, pages: number];

const available = sharedPath("fixtures/wiki") !== undefined;

test.skipIf(!available).each(["en", "it"])(
  "%swiki: the original's vocabulary comes out",
  async (language) => {
    const ours = await buildEntityVocab(await corpusOf(language), { minCount: 2 });
    const original = await readEntityVocab(
      sharedPath(`fixtures/wiki/${language}wiki-real.luke-entity-vocab.jsonl`)!,
    );
    const rows = (vocab: typeof ours) =>
      [...vocab.entries()].map(({ entities, count }) => `${count} ${entities[0]![0]}`);
    expect(rows(ours).sort()).toEqual(rows(original).sort());
    // Its order among equal counts is that in which processes finish.
    const counts = (vocab: typeof ours) => [...vocab.entries()].map(({ count }) => count);
    expect(counts(ours)).toEqual(counts(original));
  },
);

/** Names of which the counts differ, all by what stands between or beside their words. */
const differences = [
  ["en", 8045, ["35 mm", "Angola for 400 years", "OS X", "Saturn V", "Saturn V"]],
  ["it", 14036, ["A9", "Bramfab", "C", "C", "Giuliano", "Mosca", "Nemo"]],
] as const;

test.skipIf(!available).each(differences)(
  "%swiki: the original's %i mentions have its counts, but where white space or underscores tell names apart there",
  async (language, total, expected) => {
    // It knows no links to sections, none to what it takes for categories, and no name of more than 20 characters.
    const corpus = await corpusOf(
      language,
      (title) => !title.includes("#") && !title.startsWith("Category:"),
    );
    const path = join(folder, `${language}.parquet`);
    await buildMentionTable(corpus, path, {
      normalization: "exact",
      linkProbability: "pages",
      keepAbsentTargets: true,
    });
    const ours = new Map<string, MentionRow>();
    for (const row of (await readMentionTable(path)).rows()) ours.set(`${row.name}\t${row.title}`, row);
    const original = linesOf<OracleMention>(
      `${language}wiki-real.wikipedia2vec-1.0.5.mentions.jsonl.gz`,
    ).slice(1);
    expect(original).toHaveLength(total);
    const different = original.filter(([name, title, ...counts]) => {
      const row = ours.get(`${normalizeName(name, "exact")}\t${title}`);
      return `${row?.count} ${row?.nameLinks} ${row?.namePages}` !== counts.join(" ");
    });
    expect(different.map(([name]) => name.replace(/\s/g, " ")).sort()).toEqual(expected);
  },
);

function linesOf<Line>(file: string): Line[] {
  return gunzipSync(readFileSync(sharedPath(`fixtures/wiki/${file}`)!))
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

/** The oracle's paragraphs as a corpus on disk. */
async function corpusOf(language: string, wanted: (title: string) => boolean = () => true): Promise<string> {
  const corpus = join(folder, `${language}-${wanted.length}`);
  const lines = linesOf<OracleLine>(`${language}wiki-real.wikipedia2vec-1.0.5.jsonl.gz`);
  const redirects = lines.filter(({ type }) => type === "redirect");
  const pages = lines.filter(({ type }) => type === "page");
  const paragraphs = pages.flatMap((page, id) => page.paragraphs.map((paragraph) => ({ ...paragraph, id })));
  const links = paragraphs.flatMap(({ id, links }) =>
    links.filter(([title]) => wanted(title)).map(([title, mention]) => ({ id, title, mention })),
  );
  await writeTable(corpus, "pages", [
    ids(
      pages.map((_, id) => id),
      "id",
    ),
    strings(
      "title",
      pages.map(({ title }) => title),
    ),
    { name: "disambiguation", type: "BOOLEAN", data: pages.map(() => false), nullable: false },
  ]);
  await writeTable(corpus, "paragraphs", [
    ids(paragraphs.map(({ id }) => id)),
    strings(
      "text",
      paragraphs.map(({ text }) => text),
    ),
  ]);
  await writeTable(corpus, "links", [
    ids(links.map(({ id }) => id)),
    strings(
      "title",
      links.map(({ title }) => title),
    ),
    strings(
      "mention",
      links.map(({ mention }) => mention),
    ),
  ]);
  await writeTable(corpus, "redirects", [
    strings(
      "title",
      redirects.map(({ title }) => title),
    ),
    strings(
      "target",
      redirects.map(({ target }) => target),
    ),
  ]);
  return corpus;
}

const ids = (data: readonly number[], name = "page"): ColumnSource => ({
  name,
  type: "INT64",
  data: BigInt64Array.from(data, BigInt),
  nullable: false,
});

const strings = (name: string, data: string[]): ColumnSource => ({
  name,
  type: "STRING",
  data,
  nullable: false,
});

async function writeTable(corpus: string, table: string, columnData: ColumnSource[]): Promise<void> {
  await mkdir(join(corpus, table), { recursive: true });
  await writeFile(
    join(corpus, table, "part-00000.parquet"),
    new Uint8Array(parquetWriteBuffer({ columnData })),
  );
}
