/**
 * Removes `<!-- -->`; a comment alone on its line takes the line with it, and an unclosed one runs to the end,
 * as in MediaWiki.
 */
export function stripComments(text: string): string {
  let open = text.indexOf("<!--");
  if (open < 0) return text;
  let result = "";
  let from = 0;
  while (open >= 0) {
    const close = text.indexOf("-->", open + 4);
    const end = close < 0 ? text.length : close + 3;
    let lineStart = open;
    while (lineStart > from && text[lineStart - 1] === " ") lineStart--;
    let lineEnd = end;
    while (text[lineEnd] === " ") lineEnd++;
    const alone = lineStart > from && text[lineStart - 1] === "\n" && text[lineEnd] === "\n";
    result += text.slice(from, alone ? lineStart : open);
    from = alone ? lineEnd + 1 : end;
    open = text.indexOf("<!--", from);
  }
  return result + text.slice(from);
}
