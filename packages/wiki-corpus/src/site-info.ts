/** What a dump says of its wiki in `<siteinfo>`; everything that differs from wiki to wiki comes from here. */
export interface SiteInfo {
  /** `xml:lang` of the dump, e.g. "en". */
  readonly language: string;
  readonly siteName: string;
  /** e.g. "enwiki"; "" where an old dump does not say. */
  readonly database: string;
  /** Whether the first letter of a title is always upper case ("first-letter", every Wikipedia) or kept. */
  readonly case: "first-letter" | "case-sensitive";
  readonly namespaces: readonly Namespace[];
  /**
   * Names of the templates that mark disambiguation pages, as the wiki's page MediaWiki:Disambiguationspage lists them;
   * absent: known names of many wikis are taken. `__DISAMBIG__` marks one on any wiki.
   */
  readonly disambiguationTemplates?: readonly string[];
}

export interface Namespace {
  /** 0 articles, 6 files, 10 templates, 14 categories… */
  readonly key: number;
  readonly name: string;
}

/** An English Wikipedia with the canonical namespaces: for wikitext that comes without a dump. */
export const defaultSiteInfo: SiteInfo = {
  language: "en",
  siteName: "Wikipedia",
  database: "enwiki",
  case: "first-letter",
  namespaces: [
    { key: -2, name: "Media" },
    { key: -1, name: "Special" },
    { key: 0, name: "" },
    { key: 1, name: "Talk" },
    { key: 2, name: "User" },
    { key: 3, name: "User talk" },
    { key: 4, name: "Wikipedia" },
    { key: 5, name: "Wikipedia talk" },
    { key: 6, name: "File" },
    { key: 7, name: "File talk" },
    { key: 8, name: "MediaWiki" },
    { key: 9, name: "MediaWiki talk" },
    { key: 10, name: "Template" },
    { key: 11, name: "Template talk" },
    { key: 12, name: "Help" },
    { key: 13, name: "Help talk" },
    { key: 14, name: "Category" },
    { key: 15, name: "Category talk" },
    { key: 100, name: "Portal" },
    { key: 101, name: "Portal talk" },
    { key: 118, name: "Draft" },
    { key: 119, name: "Draft talk" },
    { key: 710, name: "TimedText" },
    { key: 828, name: "Module" },
    { key: 829, name: "Module talk" },
  ],
};
