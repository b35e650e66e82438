/**
 * Which titles of different languages stand for the same thing: what {@link mergeEntityVocabs} joins ids by.
 */
import type { EntityTitle } from "./entity-vocab.ts";

/**
 * Groups from a Wikidata dump (`latest-all.json`: an array with one item a line) or from lines of the same shape:
 * `{"sitelinks": {"enwiki": {"title": "Berlin"}, …}}`. Sites other than Wikipedias are passed over.
 *
 * @throws RangeError naming the line that is not JSON
 */
export async function* readSitelinks(
  lines: AsyncIterable<string>,
): AsyncGenerator<readonly EntityTitle[], void, undefined> {
  let number = 0;
  for await (const line of lines) {
    number++;
    const text = line.replace(/,?\s*$/, "");
    if (text === "[" || text === "]" || text === "") continue;
    let item: { readonly sitelinks?: Readonly<Record<string, { readonly title?: unknown }>> };
    try {
      item = JSON.parse(text) as typeof item;
    } catch (cause) {
      throw new RangeError(`line ${number} is no item of Wikidata: ${(cause as Error).message}`, { cause });
    }
    const group: EntityTitle[] = [];
    for (const [site, { title }] of Object.entries(item.sitelinks ?? {})) {
      // "commonswiki", "specieswiki" and the like are no languages; a vocabulary with that name does not exist either.
      if (site.endsWith("wiki") && typeof title === "string")
        group.push([title, site.slice(0, -4).replaceAll("_", "-")]);
    }
    if (group.length > 1) yield group;
  }
}

/**
 * Pairs from a wiki's table of interlanguage links (`enwiki-latest-langlinks.sql`): rows of page id, language, title.
 *
 * @param titleOf the title of a page of that wiki
 */
export async function* readInterlanguageLinks(
  lines: AsyncIterable<string>,
  language: string,
  titleOf: (page: number) => string | undefined,
): AsyncGenerator<readonly EntityTitle[], void, undefined> {
  const row = /\((\d+),'((?:[^'\\]|\\.)*)','((?:[^'\\]|\\.)*)'\)/gs;
  for await (const line of lines) {
    if (!line.startsWith("INSERT INTO")) continue;
    for (const [, page, other, title] of line.matchAll(row)) {
      const own = titleOf(Number(page));
      if (own === undefined || title === "") continue;
      yield [
        [own, language],
        [unescapeSql(title!).replaceAll("_", " "), other!],
      ];
    }
  }
}

const escapes: Readonly<Record<string, string>> = {
  0: "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001a",
};

function unescapeSql(text: string): string {
  return text.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}
