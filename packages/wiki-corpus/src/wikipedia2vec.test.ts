/** Against the extractor the original pinned: wikipedia2vec 1.0.5 on three real samples. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sharedPath } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { buildCorpus } from "./build-corpus.ts";
import { linkTargetReader } from "./link-target.ts";
import { openCorpus } from "./open-corpus.ts";

interface OracleLine {
  readonly type: string;
  readonly title: string;
  readonly paragraphs: readonly { readonly links: readonly (readonly [title: string, text: string])[] }[];
}

/** Share of its links to articles, on pages that both have, that are found with the same text and target. */
const cases = [
  ["en", 0.999],
  ["it", 0.999],
  // The rest stands in tables that the oracle fails to drop.
  ["ltg", 0.995],
] as const;

test.skipIf(sharedPath("fixtures/wiki") === undefined).each(cases)(
  "%swiki: at least %f of the links are found with the same text and target",
  async (language, least) => {
    const dump = sharedPath(`data/wiki/${language}wiki-real.xml.bz2`);
    const oracle = sharedPath(`fixtures/wiki/${language}wiki-real.wikipedia2vec-1.0.5.jsonl.gz`);
    if (dump === undefined || oracle === undefined) return;
    const folder = await mkdtemp(join(tmpdir(), "lukejs-w2v-"));
    try {
      await buildCorpus(dump, folder, { workers: 0 });
      const corpus = await openCorpus(folder);
      const read = linkTargetReader(corpus.metadata.site);
      const ours = new Map<string, string[]>();
      for await (const page of corpus.pages()) {
        const links = page.paragraphs.flatMap(({ text, links }) =>
          links.map((link) => `${corpus.resolve(link.title)}\t${text.slice(link.start, link.end)}`),
        );
        ours.set(page.title, [...(ours.get(page.title) ?? []), ...links]);
      }
      let total = 0;
      let found = 0;
      for (const line of gunzipSync(readFileSync(oracle)).toString().split("\n")) {
        if (line === "") continue;
        const page = JSON.parse(line) as OracleLine;
        const links = page.type === "page" ? ours.get(page.title) : undefined;
        if (links === undefined) continue;
        const remaining = new Map<string, number>();
        for (const link of links) remaining.set(link, (remaining.get(link) ?? 0) + 1);
        for (const [title, text] of page.paragraphs.flatMap((paragraph) => paragraph.links)) {
          const target = read(title);
          const mention = text.replace(/\s+/g, " ").trim();
          if (target.kind !== "article" || mention === "") continue;
          total++;
          const key = `${corpus.resolve(target.title)}\t${mention}`;
          const left = remaining.get(key) ?? 0;
          if (left > 0) found++;
          remaining.set(key, left - 1);
        }
      }
      expect(total).toBeGreaterThan(3000);
      expect(found / total).toBeGreaterThanOrEqual(least);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
