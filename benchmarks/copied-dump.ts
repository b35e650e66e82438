import { execFileSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder } from "./tokenizer-texts.ts";

/** The sample of the English Wikipedia beside the repository. */
export const sampleDump: string = join(sharedFolder, "data", "wiki", "enwiki-real.xml.bz2");

/**
 * Writes a dump with the pages of another one `copies` times, each under titles and ids of its own, as one bzip2 file. Needs
 * bzip2.
 */
export function writeCopiedDump(
  source: string,
  copies: number,
  folder: string,
): { readonly path: string; readonly bytesOfXml: number } {
  const xml = execFileSync("bzip2", ["-dc", source], { maxBuffer: 1 << 30 }).toString();
  const from = xml.indexOf("<page>");
  const pages = xml.slice(from, xml.lastIndexOf("</page>") + "</page>".length);
  const copy = (_: unknown, i: number): string =>
    i === 0 ? pages : pages.replaceAll("</title>", ` (${i})</title>`).replaceAll(/^(\s*<id>)/gm, `$1${i}`);
  const all = Array.from({ length: copies }, copy).join("\n");
  const dump = join(folder, "enwiki.xml");
  writeFileSync(dump, `${xml.slice(0, from)}${all}\n</mediawiki>\n`);
  const bytesOfXml = statSync(dump).size;
  execFileSync("bzip2", [dump]);
  return { path: `${dump}.bz2`, bytesOfXml };
}
