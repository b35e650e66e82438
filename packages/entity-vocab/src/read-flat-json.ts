import { cannotReadVocab } from "./errors.ts";

/**
 * The pairs of `{title: id}` in the order of the file. JSON.parse would order titles that are numbers before the others
 * and build an object of half a million keys.
 *
 * @throws LukeError VOC001 with the line
 */
export function* readFlatJson(text: string, path: string): Generator<[title: string, id: number]> {
  const blank = /[\t\n\r ]*/y;
  const commonPair = /\s*"([^"\\]*)": ?(\d+),/y;
  const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  let at = 0;
  const skip = (): string | undefined => {
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
    return text[at];
  };
  const fail = (wanted: string): never => {
    const line = text.slice(0, at).split("\n").length;
    const found = at < text.length ? JSON.stringify(text.slice(at, at + 40)) : "the end of the file";
    throw cannotReadVocab(path, `line ${line} has ${found}, expected ${wanted}`);
  };
  if (skip() !== "{") fail("an object of titles and ids");
  at++;
  if (skip() === "}") at++;
  else {
    for (;;) {
      commonPair.lastIndex = at;
      for (let pair = commonPair.exec(text); pair !== null; pair = commonPair.exec(text)) {
        at = commonPair.lastIndex;
        yield [pair[1]!, Number(pair[2])];
      }
      if (skip() !== '"') fail("a title");
      const title = readString();
      if (skip() !== ":") fail("a colon");
      at++;
      skip();
      number.lastIndex = at;
      const id = number.exec(text);
      if (id === null) fail("an id");
      at = number.lastIndex;
      yield [title, Number(id![0])];
      const next = skip();
      if (next !== "," && next !== "}") fail("a comma or the end of the object");
      at++;
      if (next === "}") break;
    }
  }
  if (skip() !== undefined) fail("nothing after the object");

  function readString(): string {
    const start = at + 1;
    let end = text.indexOf('"', start);
    if (end >= 0 && !text.slice(start, end).includes("\\")) {
      at = end + 1;
      return text.slice(start, end);
    }
    // A quotation mark after an odd number of backslashes is part of the title.
    while (end >= 0 && /(?<!\\)(?:\\\\)*\\$/.test(text.slice(start, end))) end = text.indexOf('"', end + 1);
    if (end < 0) fail("a title with its end");
    try {
      const title = JSON.parse(text.slice(start - 1, end + 1)) as string;
      at = end + 1;
      return title;
    } catch {
      return fail("a title in JSON");
    }
  }
}
