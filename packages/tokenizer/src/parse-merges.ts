import { malformedMerge } from "./errors.ts";

/**
 * The rules of a merges.txt: its lines without the "#version" header and without empty lines at the end.
 *
 * @param where what errors call the file
 * @throws LukeError TOK002 for a line that is not two strings with one space between, with its number
 */
export function parseMerges(text: string, where = "merges.txt"): string[] {
  const lines = text.split(/\r?\n/);
  const header = lines[0]?.startsWith("#version") === true ? 1 : 0;
  while (lines.length > header && lines.at(-1) === "") lines.pop();
  const merges = lines.slice(header);
  merges.forEach((line, index) => {
    const space = line.indexOf(" ");
    const isRule = space > 0 && space < line.length - 1 && line.indexOf(" ", space + 1) < 0;
    if (!isRule) throw malformedMerge(where, header + index + 1, line);
  });
  return merges;
}
