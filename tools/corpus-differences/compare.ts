import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
  defaultSiteInfo,
  type Page,
  type Paragraph,
  parseWikitext,
  resolveRedirect,
  type SiteInfo,
} from "../../packages/wiki-corpus/src/index.ts";
import { linkTargetReader } from "../../packages/wiki-corpus/src/link-target.ts";
import { readDump } from "../../packages/wiki-corpus/src/node.ts";
import { parsePages } from "../../packages/wiki-corpus/src/parse-pages.ts";
import { asideOf, causeOf, labelCause, letters, shownOf } from "./causes.ts";
import { TokenIndex, tokensOf } from "./match-tokens.ts";

/** How many of the other's links or paragraphs are ours too, and why the rest is not. */
export interface Tally {
  total: number;
  found: number;
  readonly causes: Map<string, number>;
  /** Of each cause: the pages, with how often. */
  readonly pages: Map<string, Map<string, number>>;
}

export interface Comparison {
  readonly pages: number;
  readonly links: Tally;
  /** Links found where the scanner keeps tables. */
  readonly linksWithTables: number;
  readonly paragraphs: Tally;
}

interface OracleLine {
  readonly type: string;
  readonly title: string;
  readonly paragraphs: readonly {
    readonly text: string;
    readonly links: readonly (readonly [title: string, text: string, ...offsets: number[]])[];
  }[];
}

/**
 * Compares what wikipedia2vec makes of a dump with what the scanner does, on the pages that both have.
 *
 * A link to an article counts as found if a link of the same page has the same target, after redirects and sections, and
 * the same text; a paragraph of five words or more, if one of ours holds 90 % of its words in order. Version 2.0.0 gives
 * whole sections: each of their lines counts as a paragraph.
 */
export async function compareWithWikipedia2vec(dump: string, oracle: string): Promise<Comparison> {
  const { site, pages, texts, redirects } = await scan(dump);
  const resolve = (title: string) => resolveRedirect(redirects, title);
  const readTarget = linkTargetReader(site);
  const links = emptyTally();
  const paragraphs = emptyTally();
  let numPages = 0;
  let linksWithTables = 0;
  for (const line of gunzipSync(readFileSync(oracle)).toString().split("\n")) {
    if (line === "") continue;
    const theirs = JSON.parse(line) as OracleLine;
    const ours = theirs.type === "page" ? pages.get(theirs.title) : undefined;
    if (ours === undefined) continue;
    numPages++;
    const wikitext = texts.get(theirs.title)!;
    const withTables = parseWikitext(wikitext, site, { tables: true });
    const withReferences = parseWikitext(wikitext, site, { references: true });

    const rest = bag(linkKeys(ours.paragraphs, resolve));
    const inTables = bag(linkKeys(withTables, resolve));
    const inReferences = bag(linkKeys(withReferences, resolve));
    const targets = bag(ours.paragraphs.flatMap((p) => p.links.map(({ title }) => resolve(title))));
    for (const [title, text] of theirs.paragraphs.flatMap((paragraph) => paragraph.links)) {
      const target = readTarget(title);
      const mention = text.replace(/\s+/g, " ").trim();
      if (target.kind !== "article" || mention === "") continue;
      const resolved = resolve(target.title);
      const key = `${resolved}\t${mention}`;
      const inText = take(rest, key);
      const withTable = take(inTables, key);
      if (withTable) linksWithTables++;
      const cause = inText
        ? undefined
        : withTable
          ? "in a table, which wikipedia2vec fails to drop"
          : inReferences.has(key)
            ? "in a footnote, which wikipedia2vec fails to drop"
            : targets.has(resolved)
              ? labelCause(wikitext, title)
              : wikitext.includes(`[[${mention}]]`)
                ? "the first letter (ß), which wikipedia2vec makes S or SS"
                : "other";
      add(links, cause, theirs.title, `[[${title}|${text}]]`);
    }

    const index = new TokenIndex(ours.paragraphs.map(({ text }) => text));
    const others = {
      tables: new TokenIndex(withTables.map(({ text }) => text)),
      references: new TokenIndex(withReferences.map(({ text }) => text)),
      headings: new Set(
        [...wikitext.matchAll(/^=+(.*?)=+\s*$/gm)].map((match) => letters(shownOf(match[1]!))),
      ),
      paragraphs: index,
      joined: new TokenIndex([ours.paragraphs.map(({ text }) => text).join(" ")]),
      letters: ours.paragraphs.map(({ text }) => letters(text)).join("\n"),
      wikitext,
    };
    for (const paragraph of theirs.paragraphs) {
      const asides = paragraph.links.flatMap(([title, text]) => {
        const { kind } = readTarget(title);
        return kind === "article" || kind === "other" || kind === "invalid"
          ? []
          : [{ kind, text: text.trim() }];
      });
      for (const text of paragraph.text.split("\n")) {
        const tokens = tokensOf(text);
        if (tokens.length < 5) continue;
        const cause = index.holds(tokens)
          ? undefined
          : (asideOf(text, asides) ?? causeOf(tokens, text, others));
        add(paragraphs, cause, theirs.title, text);
      }
    }
  }
  return { pages: numPages, links, linksWithTables, paragraphs };
}

async function scan(dump: string) {
  let site: SiteInfo = defaultSiteInfo;
  const pages = new Map<string, Page>();
  const texts = new Map<string, string>();
  const redirects = new Map<string, string>();
  for await (const page of readDump(dump)) {
    site = page.site;
    texts.set(page.title, page.text);
    const namespace = page.namespace === undefined ? "" : `<ns>${page.namespace}</ns>`;
    const redirect = page.redirect === undefined ? "" : `<redirect title="${escapeXml(page.redirect)}" />`;
    const xml = `<page><title>${escapeXml(page.title)}</title>${namespace}<id>${page.id}</id>${redirect}<revision><id>${page.revision}</id><text>${escapeXml(page.text)}</text></revision></page>`;
    const parsed = parsePages([xml], site);
    for (const { title, target } of parsed.redirects) redirects.set(title, target);
    for (const article of parsed.pages) pages.set(article.title, article);
  }
  return { site, pages, texts, redirects };
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function linkKeys(paragraphs: readonly Paragraph[], resolve: (title: string) => string): string[] {
  return paragraphs.flatMap(({ text, links }) =>
    links.map(({ title, start, end }) => `${resolve(title)}\t${text.slice(start, end)}`),
  );
}

function bag(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  if (count > 0) counts.set(key, count - 1);
  return count > 0;
}

function emptyTally(): Tally {
  return { total: 0, found: 0, causes: new Map(), pages: new Map() };
}

function add(tally: Tally, cause: string | undefined, page: string, example: string): void {
  tally.total++;
  if (cause === undefined) {
    tally.found++;
    return;
  }
  tally.causes.set(cause, (tally.causes.get(cause) ?? 0) + 1);
  if (process.env["SHOW_DIFFERENCES"] === cause) console.error(`${page}: ${example}`);
  const pages = tally.pages.get(cause) ?? new Map<string, number>();
  tally.pages.set(cause, pages.set(page, (pages.get(page) ?? 0) + 1));
}
