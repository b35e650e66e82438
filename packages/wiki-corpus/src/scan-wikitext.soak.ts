import { expect, test } from "vitest";
import { wikitextScanner } from "./scan-wikitext.ts";
import { defaultSiteInfo } from "./site-info.ts";

const bytes = 10_000_000;

for (const piece of [
  "[[",
  "{{",
  "{|",
  "{|\n",
  "<ref>",
  "''",
  "[[a|",
  "{{{",
  "<!--",
  "<nowiki>",
  "[[File:a|",
]) {
  test(`10 MB of ${JSON.stringify(piece)} take less than 2 s of CPU`, () => {
    const wikitext = piece.repeat(bytes / piece.length);
    const scan = wikitextScanner(defaultSiteInfo);
    const before = process.cpuUsage();
    scan(wikitext);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
  });
}
