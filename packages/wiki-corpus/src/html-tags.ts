/** Tags after or before which a new paragraph begins. */
const block =
  "address article blockquote center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p poem tr td th ul caption";
/** Tags that only style what stands between them. */
const inline =
  "abbr b bdi bdo big br cite code data del dfn em font i ins kbd mark q rb rp rt rtc ruby s samp section small " +
  "span strike strong sub sup time tt u var wbr noinclude onlyinclude nowiki ref references math gallery pre " +
  "table tbody thead tfoot templatestyles includeonly translate tvar languages";

const kinds: ReadonlyMap<string, "block" | "inline"> = new Map([
  ...block.split(" ").map((name) => [name, "block"] as const),
  ...inline.split(" ").map((name) => [name, "inline"] as const),
]);

/** Whether a tag is one of HTML's or MediaWiki's, and whether it separates paragraphs; other "tags" are text. */
export function htmlTagKind(name: string): "block" | "inline" | undefined {
  return kinds.get(name.toLowerCase());
}
