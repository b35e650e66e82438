import { expect, test } from "vitest";
import { wikitextScanner } from "./scan-wikitext.ts";
import { defaultSiteInfo } from "./site-info.ts";

const length = 10_000_000;

/** CPU seconds for 10 MB of the piece. */
const limits: Readonly<Record<string, number>> = {
  "[[": 2,
  "{{": 2,
  "{|": 2,
  "{|\n": 2,
  "<ref>": 2,
  "''": 2,
  // Every piece is output or a link of its own here: linear, but more work a byte than the six above.
  "[[a|": 4,
  "[[File:a|": 4,
  "{{{": 4,
  "]]": 4,
  "<!--": 2,
  "<nowiki>": 2,
};

for (const [piece, limit] of Object.entries(limits)) {
  test(`10 MB of ${JSON.stringify(piece)} take less than ${limit} s of CPU`, () => {
    const wikitext = piece.repeat(length / piece.length);
    const scan = wikitextScanner(defaultSiteInfo);
    const before = process.cpuUsage();
    scan(wikitext);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(limit);
  });
}
