import { predictionsInvalid } from "../errors.ts";

/**
 * Label sets in the order of the examples: a JSON list, or a line of JSON each. A row is a list of labels, or an object
 * with them under "labels", as in the dataset itself.
 *
 * @throws LukeError CLI013
 */
export function readLabelSets(text: string, path: string): string[][] {
  const rows = readRows(text, path);
  // A single line that is a list of labels is one row.
  if (rows.every((row) => typeof row === "string")) return [rows];
  return rows.map((row, i) => {
    const labels = Array.isArray(row) ? row : (row as { labels?: unknown } | null)?.labels;
    if (!Array.isArray(labels) || labels.some((label) => typeof label !== "string")) {
      throw predictionsInvalid(path, `row ${i + 1} has no list of labels`);
    }
    return labels as string[];
  });
}

/**
 * Labels in the order of the examples: one a line, a JSON list of them, or rows of the dataset with "relation".
 *
 * @throws LukeError CLI013
 */
export function readLabels(text: string, path: string): string[] {
  if (!/^\s*[[{]/.test(text)) {
    const lines = text.replace(/\s+$/, "").split(/\r?\n/);
    const empty = lines.findIndex((line) => line.trim() === "");
    if (empty >= 0) throw predictionsInvalid(path, `line ${empty + 1} is empty, expected a label`);
    return lines.map((line) => line.trim());
  }
  return readRows(text, path).map((row, i) => {
    const label = typeof row === "string" ? row : (row as { relation?: unknown } | null)?.relation;
    if (typeof label !== "string") throw predictionsInvalid(path, `row ${i + 1} has no label`);
    return label;
  });
}

/**
 * Answers by the id of the question: a JSON object.
 *
 * @throws LukeError CLI013
 */
export function readAnswers(text: string, path: string): Map<string, string> {
  const value = parse(text, path, "the file");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw predictionsInvalid(path, "expected a JSON object of question ids and answers");
  }
  return new Map(
    Object.entries(value).map(([id, answer]) => {
      if (typeof answer !== "string")
        throw predictionsInvalid(path, `the answer of "${id}" is ${JSON.stringify(answer)}, expected a text`);
      return [id, answer];
    }),
  );
}

/**
 * The last column of each word, per sentence: columns apart by tabs or spaces, a blank line after a sentence.
 *
 * @throws LukeError CLI013 for a last column that is no tag, and for a file without any
 */
export function readTagColumns(text: string, path: string): string[][] {
  const sentences: string[][] = [];
  let tags: string[] = [];
  for (const [i, line] of [...text.split(/\r?\n/), ""].entries()) {
    const isDocument = line.startsWith("-DOCSTART-");
    if (line.trim() !== "" && !isDocument) {
      const columns = line.includes("\t") ? line.split("\t") : line.trimEnd().split(/ +/);
      const tag = columns.at(-1)!.trim();
      if (!/^(?:O|[A-Z]-.*)$/.test(tag))
        throw predictionsInvalid(path, `line ${i + 1} ends with "${tag}", expected a tag such as O or B-PER`);
      tags.push(tag);
      continue;
    }
    if (tags.length > 0) sentences.push(tags);
    tags = [];
  }
  if (sentences.length === 0) throw predictionsInvalid(path, "it holds no tags");
  return sentences;
}

function readRows(text: string, path: string): unknown[] {
  if (/^\s*\[/.test(text)) {
    try {
      return JSON.parse(text) as unknown[];
    } catch (error) {
      // Lines may be lists themselves.
      if (!/^\s*\[.*\]\s*\n/.test(text)) throw predictionsInvalid(path, (error as Error).message);
    }
  }
  return text
    .split(/\r?\n/)
    .map((line, i) => [line, i + 1] as const)
    .filter(([line]) => line.trim() !== "")
    .map(([line, number]) => parse(line, path, `line ${number}`));
}

function parse(text: string, path: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw predictionsInvalid(path, `${where} is no JSON: ${(error as Error).message}`);
  }
}
