/** What offsets in a dataset count: UTF-16 code units (JavaScript) or code points (Python, the published files). */
export type OffsetUnit = "utf16" | "codepoint";

/** Turns offsets of one text into UTF-16 code units. They differ only in text with astral characters. */
export function toUtf16(text: string, unit: OffsetUnit): (offset: number) => number {
  if (unit === "utf16" || !/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  starts.push(at);
  return (offset) => starts[offset] ?? text.length + (offset - starts.length + 1);
}
