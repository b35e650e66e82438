import { type NameNormalization, normalizeName } from "./name-scanner.ts";

/** The name of a mention in a table; none where it has no letter or digit, or more than `maxTokens` tokens. */
export function nameOfMention(
  mention: string,
  normalization: NameNormalization,
  maxTokens: number,
): string | undefined {
  const name = normalizeName(mention, normalization);
  if (!/[\p{L}\p{N}]/u.test(name) || name.split(" ", maxTokens + 1).length > maxTokens) return undefined;
  return name;
}
