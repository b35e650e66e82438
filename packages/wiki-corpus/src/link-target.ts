import { decodeHTMLStrict } from "entities";
import { languagePrefixes, projectPrefixes } from "./interwiki-prefixes.ts";
import { namespaceAliases } from "./namespace-aliases.ts";
import { normalizeTitle } from "./normalize-title.ts";
import type { SiteInfo } from "./site-info.ts";

/** What stands between `[[` and `|`. */
export type LinkTarget =
  /** An article, the section already split off. */
  | { readonly kind: "article"; readonly title: string }
  /** Shown beside the text, or a pointer of the page rather than of the sentence: its label is not text. */
  | { readonly kind: "file" | "category" | "language" }
  /** Another namespace, another wiki or a section of the same page: the label is text, not an entity. */
  | { readonly kind: "other" }
  /** Not a link to MediaWiki: the brackets are text. */
  | { readonly kind: "invalid" };

const other: LinkTarget = { kind: "other" };
const invalid: LinkTarget = { kind: "invalid" };

/** Characters of a title that are never changed and never mean anything else; spaces only between two of them. */
const plain = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (/[\w .,'()!*+-]/.test(String.fromCharCode(code)) && code !== 95) plain[code] = 1;
}

/** Whether the text begins with a capital of ASCII and holds plain characters alone: most titles in English. */
function isPlainTitle(text: string): boolean {
  const first = text.charCodeAt(0);
  if (!(first >= 65 && first <= 90)) return false;
  let before = first;
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || plain[code] === 0 || (code === 32 && before === 32)) return false;
    before = code;
  }
  return before !== 32;
}

/** Reads link targets by the rules of one wiki. */
export function linkTargetReader(site: SiteInfo): (raw: string) => LinkTarget {
  const namespaces = new Map<string, number>();
  for (const key of ["*", site.language]) {
    for (const [name, number] of Object.entries(namespaceAliases[key] ?? {})) namespaces.set(name, number);
  }
  for (const { key, name } of site.namespaces) namespaces.set(name.toLowerCase(), key);
  namespaces.delete("");

  return (raw) => {
    if (isPlainTitle(raw)) return { kind: "article", title: raw };
    let text = raw.includes("&") ? decodeHTMLStrict(raw) : raw;
    if (text.includes("%")) text = decodePercent(text);
    text = text.trim();
    const withColon = text.startsWith(":");
    if (withColon) text = text.slice(1).trim();
    const hash = text.indexOf("#");
    const section = hash >= 0;
    if (section) text = text.slice(0, hash);
    if (/[<>[\]{}|\n]/.test(text)) return invalid;
    const colon = text.indexOf(":");
    if (colon > 0) {
      const prefix = text
        .slice(0, colon)
        .replace(/[_\s]+/g, " ")
        .trim()
        .toLowerCase();
      const namespace = namespaces.get(prefix);
      if (namespace === 6 || namespace === 14) {
        return withColon ? other : { kind: namespace === 6 ? "file" : "category" };
      }
      if (namespace !== undefined) return other;
      if (languagePrefixes.has(prefix)) return withColon ? other : { kind: "language" };
      if (projectPrefixes.has(prefix)) return other;
    }
    const title = normalizeTitle(text, site);
    if (title === "") return section ? other : invalid;
    return { kind: "article", title };
  };
}

/** `%20` and the like, as UTF-8; text that is not a valid escape stays. */
function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
