/** Collections that are no dump: files of one JSON object a line, or folders of such files. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SiteInfo } from "./site-info.ts";

/** Bytes that tell whether a file is a collection: its first line, or so much of it. */
export const longestBeginning: number = 1 << 16;

/** Whether what begins like this is JSON with titles. */
export function isCollection(beginning: Buffer): boolean {
  const text = beginning.toString("utf8", 0, longestBeginning);
  return /^\ufeff?\s*\{/.test(text) && text.includes('"title"');
}

/** Titles are taken as they are; there are no namespaces. */
export function collectionSite(language = "en"): SiteInfo {
  return { language, siteName: "", database: "", case: "case-sensitive", namespaces: [] };
}

/** In place of a folder its files named .jsonl, .jsonl.gz, .jsonl.bz2 or .jsonl.zst, in the order of their names. */
export async function expandFolders(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = path !== "-" && (await stat(path).catch(() => undefined))?.isDirectory() === true;
    if (!isFolder) {
      files.push(path);
      continue;
    }
    const names = (await readdir(path)).filter((name) => /\.jsonl(?:\.(?:gz|bz2|zst))?$/.test(name));
    files.push(...names.sort().map((name) => join(path, name)));
  }
  return files;
}
