/** How names and text are made comparable: as they are, in lower case, or in lower case without accents. */
export type NameNormalization = "exact" | "lowercase" | "folded";

/** Words and single symbols of a text, with UTF-16 offsets; what names are made of. */
export interface NameTokens {
  readonly tokens: readonly string[];
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const token = /[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;

export function splitNames(text: string, normalization: NameNormalization): NameTokens {
  const tokens: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(token)) {
    tokens.push(normalizeToken(match[0], normalization));
    starts.push(match.index);
    ends.push(match.index + match[0].length);
  }
  return { tokens, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** The form under which a name is stored: its tokens, one space between them. */
export function normalizeName(name: string, normalization: NameNormalization): string {
  return splitNames(name, normalization).tokens.join(" ");
}

function normalizeToken(text: string, normalization: NameNormalization): string {
  if (normalization === "exact") return text;
  const lower = text.toLowerCase();
  if (normalization === "lowercase" || /^[\u0000-\u007f]*$/.test(lower)) return lower;
  return lower
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC");
}
