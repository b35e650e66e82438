import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import { parseWikitext } from "@lukejs/wiki-corpus";
import { readDump } from "@lukejs/wiki-corpus/node";

export interface NaturalTexts {
  /** What the texts are, for the record. */
  readonly source: string;
  /** Paragraphs, each once. */
  readonly texts: readonly string[];
  readonly megabytes: number;
}

/** A folder beside the repository with published vocabularies and samples of Wikipedia; not there for everyone. */
export const sharedFolder: string = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "shared");

/** Paragraphs of a sample of the English Wikipedia, or, where that is not beside the repository, of the bundled encyclopedia. */
export async function naturalTexts(): Promise<NaturalTexts> {
  const dump = join(sharedFolder, "data", "wiki", "enwiki-real.xml.bz2");
  if (!existsSync(dump)) {
    const { dumpXml } = generateEncyclopedia({ seed: 1 });
    const pages = [...dumpXml.matchAll(/<text[^>]*>([^<]{400,})<\/text>/g)].slice(0, 1500);
    return describe(
      "the bundled encyclopedia",
      pages.flatMap(([, wikitext]) => parseWikitext(wikitext!).map(({ text }) => text)),
    );
  }
  const texts: string[] = [];
  for await (const page of readDump([dump])) {
    if ("text" in page) texts.push(...parseWikitext(page.text as string).map(({ text }) => text));
  }
  return describe("a sample of the English Wikipedia", texts);
}

function describe(source: string, texts: readonly string[]): NaturalTexts {
  return { source, texts, megabytes: megabytesOf(texts) };
}

export function megabytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
}

/** The texts again and again, up to so many megabytes. */
export function repeated({ texts, megabytes }: NaturalTexts, upTo: number): string[] {
  return Array.from({ length: Math.max(1, Math.round(upTo / megabytes)) }, () => texts).flat();
}
