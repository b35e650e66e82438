import { existsSync } from "node:fs";
import { join } from "node:path";
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import type { PretrainingPage } from "@lukejs/tasks";
import { parseWikitext } from "@lukejs/wiki-corpus";
import { readDump } from "@lukejs/wiki-corpus/node";
import { sharedFolder } from "./tokenizer-texts.ts";

/**
 * Pages of a sample of the English Wikipedia with their links, or of the bundled encyclopedia where that is missing: the
 * first `limit` of them.
 */
export async function pretrainingPages(limit: number = Number.POSITIVE_INFINITY): Promise<PretrainingPage[]> {
  const pages: PretrainingPage[] = [];
  const dump = join(sharedFolder, "data", "wiki", "enwiki-real.xml.bz2");
  if (existsSync(dump)) {
    for await (const page of readDump([dump])) {
      if (pages.length === limit) break;
      if ("text" in page) pages.push({ title: page.title, paragraphs: parseWikitext(page.text as string) });
    }
    return pages;
  }
  const { dumpXml } = generateEncyclopedia({ seed: 1 });
  for (const [, wikitext] of dumpXml.matchAll(/<text[^>]*>([^<]{400,})<\/text>/g)) {
    if (pages.length === limit) break;
    pages.push({ title: `${pages.length}`, paragraphs: parseWikitext(wikitext!) });
  }
  return pages;
}
