const references = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g;
const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Decodes XML's five entities and character references; anything else stays as it is (nothing else is ever expanded). */
export function decodeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(references, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name]!;
    return characterOf(decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)) ?? whole;
  });
}

/** The character of a code point, or undefined where Unicode has none. */
export function characterOf(codePoint: number): string | undefined {
  if (codePoint === 0 || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff))
    return undefined;
  return String.fromCodePoint(codePoint);
}
