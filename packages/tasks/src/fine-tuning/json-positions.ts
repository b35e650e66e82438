/** A place in a text; both count from 1, columns in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the objects of a JSON text begin, by the keys that lead to them: "data/3/paragraphs/0". JSON.parse tells no
 * places, so that errors could not name a line.
 */
export function jsonPositions(text: string): ReadonlyMap<string, TextPosition> {
  const positions = new Map<string, TextPosition>();
  const positionOf = positionCounter(text);
  walkJson(text, (path, at) => positions.set(path, positionOf(at)));
  return positions;
}

/** Where a text stops being JSON; its end when it is cut off, undefined when it is whole. */
export function jsonMistake(text: string): TextPosition | undefined {
  const at = walkJson(text, () => {});
  return at === undefined ? undefined : positionCounter(text)(at);
}

/** "line 3, column 14" */
export function positionText({ line, column }: TextPosition): string {
  return `line ${line}, column ${column}`;
}

/** Positions of places that are asked for in order. */
function positionCounter(text: string): (at: number) => TextPosition {
  let [line, lineStart] = [1, 0];
  return (at) => {
    for (let end = text.indexOf("\n", lineStart); end >= 0 && end < at; end = text.indexOf("\n", lineStart)) {
      line++;
      lineStart = end + 1;
    }
    return { line, column: at - lineStart + 1 };
  };
}

/** Tells of each object in order; the offset of the first mistake, undefined without one. */
function walkJson(text: string, onObject: (path: string, at: number) => void): number | undefined {
  const open: { readonly close: string; key: string | number }[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const blank = /[ \t\r\n]*/y;
  const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  const colon = /[ \t\r\n]*:/y;
  /** Moves behind a string, or to what is wrong in it. */
  const skipString = (): boolean => {
    if (text[at] !== '"') return false;
    for (let end = at + 1; end < text.length; end++) {
      const character = text[end]!;
      if (character === '"') {
        at = end + 1;
        return true;
      }
      if (character === "\\") end++;
      else if (character < " ") {
        at = end;
        return false;
      }
    }
    at = text.length;
    return false;
  };
  const readKey = (): boolean => {
    skip(blank);
    const start = at + 1;
    if (!skipString()) return false;
    open.at(-1)!.key = text.slice(start, at - 1);
    return skip(colon);
  };
  for (;;) {
    skip(blank);
    const first = text[at];
    if (first === "{" || first === "[") {
      if (first === "{") onObject(open.map(({ key }) => key).join("/"), at);
      const close = first === "{" ? "}" : "]";
      at++;
      skip(blank);
      if (text[at] !== close) {
        open.push({ close, key: 0 });
        if (close === "}" && !readKey()) return at;
        continue;
      }
      at++;
    } else if (!(first === '"' ? skipString() : skip(scalar))) return at;
    for (;;) {
      skip(blank);
      const around = open.at(-1);
      if (around === undefined) return at < text.length ? at : undefined;
      if (text[at] === around.close) {
        open.pop();
        at++;
        continue;
      }
      if (text[at] !== ",") return at;
      at++;
      if (around.close === "]") (around.key as number)++;
      else if (!readKey()) return at;
      break;
    }
  }
}
