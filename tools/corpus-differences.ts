/**
 * Writes docs/corpus-differences.md: what the scanner and wikipedia2vec make of the same dumps, every difference counted
 * by its cause. `node --conditions=@lukejs/source --import tsx tools/corpus-differences.ts DUMPS FIXTURES`: two folders,
 * of {language}wiki-real.xml.bz2 and of {language}wiki-real.wikipedia2vec-{version}.jsonl.gz.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Comparison, compareWithWikipedia2vec, type Tally } from "./corpus-differences/compare.ts";

const [dumps, fixtures] = process.argv.slice(2);
if (dumps === undefined || fixtures === undefined) {
  console.error("usage: corpus-differences DUMPS FIXTURES");
  process.exit(2);
}

const languages = ["en", "it", "ltg"];
const sections: string[] = [];
for (const version of ["1.0.5", "2.0.0"]) {
  const comparisons: Comparison[] = [];
  for (const language of languages) {
    const dump = join(dumps, `${language}wiki-real.xml.bz2`);
    const oracle = join(fixtures, `${language}wiki-real.wikipedia2vec-${version}.jsonl.gz`);
    comparisons.push(await compareWithWikipedia2vec(dump, oracle));
  }
  sections.push(
    `## wikipedia2vec ${version}`,
    table(
      "links to articles",
      comparisons.map(({ links }) => links),
      comparisons.map(({ linksWithTables }) => linksWithTables),
    ),
    `Pages with links that are not found: ${placesOf(comparisons)}.`,
    table(
      "paragraphs of at least five words",
      comparisons.map(({ paragraphs }) => paragraphs),
    ),
  );
}

const page = `# What differs from wikipedia2vec

Written by tools/corpus-differences.ts, which reads three samples of real dumps (English, Italian, Latgalian) with the scanner
and compares the pages that both have.

A link counts as found if one of the same page has the same target, redirects followed and sections split off, and the same
text; links to files, categories, other wikis and sections of the same page are not counted. A paragraph counts as found
if one of ours holds 90 % of its words in order. Version 2.0.0 gives whole sections with their headings: each of their
lines counts as a paragraph. Every other one is in the table, by cause.

A table is not text, and the scanner leaves it out unless it is told to keep it (\`tables\`). wikipedia2vec means to leave
tables out as well, but gives some of them: those of the Latgalian sample are \`{| … |}\` with rows in HTML. "Share where
tables are kept" counts the same links with that setting.

${sections.join("\n\n")}
`;
writeFileSync(fileURLToPath(new URL("../docs/corpus-differences.md", import.meta.url)), page);

/** Each page with a link that is not found, by cause. */
function placesOf(comparisons: readonly Comparison[]): string {
  const places = comparisons.flatMap(({ links }, i) =>
    [...links.pages].flatMap(([cause, pages]) =>
      [...pages].map(([page, count]) => `${page} (${languages[i]}: ${count}, ${cause.split(",")[0]})`),
    ),
  );
  return places.join("; ");
}

function table(what: string, tallies: readonly Tally[], withTables?: readonly number[]): string {
  const causes = [...new Set(tallies.flatMap((tally) => [...tally.causes.keys()]))].sort();
  const rows: (string | number)[][] = [
    [what, ...languages],
    ["all of wikipedia2vec's", ...tallies.map(({ total }) => total)],
    ["found in ours", ...tallies.map(({ found }) => found)],
    ["share", ...tallies.map(({ total, found }) => percent(found / total))],
    ...(withTables === undefined
      ? []
      : [["share where tables are kept", ...tallies.map(({ total }, i) => percent(withTables[i]! / total))]]),
    ...causes.map((cause) => [cause, ...tallies.map(({ causes }) => causes.get(cause) ?? 0)]),
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)));
  const line = (row: readonly (string | number)[]) =>
    `| ${row.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]!) : String(cell).padStart(widths[i]!))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join("\n");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
