import { codesOf, textOf } from "./text-codes.ts";

const entities = Object.entries({ lt: "<", amp: "&", quot: '"', gt: ">", apos: "'" }).map(
  ([name, character]) => ({
    code: character.charCodeAt(0),
    rest: Array.from(`${name};`, (letter) => letter.charCodeAt(0)),
  }),
);
const numeric = /&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));/y;
const [AMPERSAND, HASH] = [38, 35];

/** Decodes XML's five entities and character references; anything else stays as it is (nothing else is ever expanded). */
export function decodeXml(text: string): string {
  let at = text.indexOf("&");
  if (at < 0) return text;
  // What is decoded is shorter than its source, and is written where that stood.
  const codes = codesOf(text);
  let end = at;
  while (at >= 0) {
    let from = at + 1;
    const entity = entityAt(codes, from);
    if (entity !== undefined) {
      codes[end++] = entity.code;
      from += entity.rest.length;
    } else {
      numeric.lastIndex = at;
      const match = codes[from] === HASH ? numeric.exec(text) : null;
      const character =
        match === null
          ? undefined
          : characterOf(match[1] === undefined ? Number.parseInt(match[2]!, 16) : Number(match[1]));
      if (character === undefined) codes[end++] = AMPERSAND!;
      else {
        for (let i = 0; i < character.length; i++) codes[end++] = character.charCodeAt(i);
        from = at + match![0].length;
      }
    }
    at = text.indexOf("&", from);
    const to = at < 0 ? text.length : at;
    codes.copyWithin(end, from, to);
    end += to - from;
  }
  return textOf(codes, 0, end);
}

function entityAt(codes: Uint16Array, from: number): (typeof entities)[number] | undefined {
  for (const entity of entities) {
    const { rest } = entity;
    let i = 0;
    while (i < rest.length && codes[from + i] === rest[i]) i++;
    if (i === rest.length) return entity;
  }
  return undefined;
}

/** The character of a code point, or undefined where Unicode has none. */
export function characterOf(codePoint: number): string | undefined {
  if (codePoint === 0 || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff))
    return undefined;
  return String.fromCodePoint(codePoint);
}
