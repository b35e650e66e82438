import { existsSync } from "node:fs";
import { join } from "node:path";
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import { type Paragraph, parseWikitext } from "@lukejs/wiki-corpus";
import { readDump } from "@lukejs/wiki-corpus/node";
import { sharedFolder } from "./tokenizer-texts.ts";

/** The first paragraphs of at least five words, of a sample of the English Wikipedia or of the bundled encyclopedia. */
export async function linkedParagraphs(count: number): Promise<Paragraph[]> {
  const found: Paragraph[] = [];
  const add = (wikitext: string): void => {
    found.push(...parseWikitext(wikitext).filter(({ text }) => text.split(" ").length >= 5));
  };
  const dump = join(sharedFolder, "data", "wiki", "enwiki-real.xml.bz2");
  if (existsSync(dump)) {
    for await (const page of readDump([dump])) {
      if ("text" in page) add(page.text as string);
      if (found.length >= count) break;
    }
  } else {
    const { dumpXml } = generateEncyclopedia({ seed: 1 });
    for (const [, wikitext] of dumpXml.matchAll(/<text[^>]*>([^<]{400,})<\/text>/g)) add(wikitext!);
  }
  return found.slice(0, count);
}
