import type { SiteInfo } from "./site-info.ts";

/**
 * A title as the wiki itself would write it: underscores are spaces, runs of spaces are one, NFC, and the first
 * letter is upper case where the wiki says so. Entities and `%xx` must be decoded before.
 */
export function normalizeTitle(title: string, site: Pick<SiteInfo, "case">): string {
  let result = title;
  if (/[_\s\u200e\u200f\u202a-\u202e]/.test(result)) {
    result = result
      .replace(/[\u200e\u200f\u202a-\u202e]/g, "")
      .replace(/[_\s]+/g, " ")
      .trim();
  }
  if (/[^\u0000-\u02ff]/.test(result)) result = result.normalize("NFC");
  return site.case === "first-letter" ? upperFirst(result) : result;
}

/**
 * MediaWiki's first letter: one code point becomes one code point ("ß" and ligatures stay), Georgian stays
 * Mkhedruli.
 */
export function upperFirst(text: string): string {
  const code = text.codePointAt(0);
  if (code === undefined || (code >= 0x41 && code <= 0x5a)) return text;
  if (code >= 0x10d0 && code <= 0x10ff) return text;
  const first = String.fromCodePoint(code);
  const upper = first.toUpperCase();
  return upper.length === first.length ? upper + text.slice(first.length) : text;
}
