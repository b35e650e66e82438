/** What becomes of an element whose content is not ordinary wikitext. */
export type ExtensionContent = "dropped" | "literal";

/** Elements whose content the scanner does not read as wikitext; "literal" content is text, markup and all. */
export const extensionTags: Readonly<Record<string, ExtensionContent>> = {
  nowiki: "literal",
  chem: "literal",
  ce: "literal",
  ref: "dropped",
  references: "dropped",
  math: "dropped",
  gallery: "dropped",
  pre: "dropped",
  syntaxhighlight: "dropped",
  source: "dropped",
  score: "dropped",
  timeline: "dropped",
  graph: "dropped",
  hiero: "dropped",
  imagemap: "dropped",
  indicator: "dropped",
  includeonly: "dropped",
  inputbox: "dropped",
  categorytree: "dropped",
  mapframe: "dropped",
  maplink: "dropped",
  templatedata: "dropped",
  templatestyles: "dropped",
  table: "dropped",
  style: "dropped",
  script: "dropped",
};

/** Opening tag at the current position; group 1 is the name. */
export const extensionTag: RegExp = new RegExp(`<(${Object.keys(extensionTags).join("|")})(?=[\\s/>])`, "iy");
