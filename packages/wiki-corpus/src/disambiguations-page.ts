/** The page in which a wiki lists the templates that mark its disambiguation pages. */
export const disambiguationsPage = "MediaWiki:Disambiguationspage";

/** Names of the templates that its wikitext links to: "* [[Template:Disambig]]". */
export function disambiguationTemplatesIn(wikitext: string): string[] {
  return [...wikitext.matchAll(/\[\[\s*:?[^[\]|:]+:\s*([^[\]|#]+?)\s*(?:\|[^[\]]*)?\]\]/g)].map((match) =>
    match[1]!.replaceAll("_", " "),
  );
}
