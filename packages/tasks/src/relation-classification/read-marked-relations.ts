import { cannotReadRow, noExamplesInFile, type Place } from "../fine-tuning/errors.ts";
import { type ReadOptions, readEach } from "../fine-tuning/parse-rows.ts";
import { splitWords } from "../fine-tuning/split-words.ts";
import { checkSeparate } from "./check-separate.ts";
import type { RelationExample } from "./read-tacred.ts";
import { noRelation } from "./score-relations.ts";

/** A number, a tab, a quoted sentence. */
const first = /^\s*(\d+)\t\s*"(.*)"\s*$/;

/** Whether a text begins as SemEval-2010 task 8 and KBP37 do. */
export function isMarkedRelations(text: string): boolean {
  return /^\s*\d+\t\s*"/.test(text);
}

/**
 * SemEval-2010 task 8 and KBP37: a number and a quoted sentence with `<e1>…</e1>` and `<e2>…</e2>`, on the next line the
 * directed relation, then a comment or a blank line. "Other" and "no_relation" are no relation.
 *
 * @throws LukeError TSK201 naming file and line, TSK204
 */
export function readMarkedRelations(
  text: string,
  file: string,
  options: ReadOptions = {},
): RelationExample[] {
  const lines = text.split(/\r?\n/);
  const starts = [...lines.keys()].filter(
    (i) => /^\s*\d+\t/.test(lines[i]!) || (/<e[12]>/.test(lines[i]!) && !/^Comment/.test(lines[i]!)),
  );
  if (starts.length === 0) throw noExamplesInFile(file);
  return readEach(
    starts,
    (at) => {
      const where = `line ${at + 1}`;
      const [, id, sentence] = first.exec(lines[at]!) ?? [];
      const relation = lines[at + 1]?.trim() ?? "";
      if (id === undefined || sentence === undefined)
        throw cannotReadRow(
          file,
          where,
          `wanted a number, a tab and a quoted sentence, found "${lines[at]}"`,
        );
      if (relation === "" || /^\d+\t/.test(relation))
        throw cannotReadRow(
          file,
          `line ${at + 2}`,
          `wanted the relation of sentence ${id}, found "${relation}"`,
        );
      const negative = relation === "Other" || relation === noRelation;
      const marked = markedWords(sentence, file, where);
      checkSeparate(marked, file, where);
      return { id, ...marked, label: negative ? noRelation : relation };
    },
    options,
  );
}

function markedWords(
  sentence: string,
  file: string,
  where: Place,
): Pick<RelationExample, "words" | "head" | "tail"> {
  const words: string[] = [];
  const places = new Map<string, number>();
  for (const part of sentence.split(/(<\/?e[12]>)/)) {
    if (/^<\/?e[12]>$/.test(part)) places.set(part, words.length);
    else for (const { start, end } of splitWords(part)) words.push(part.slice(start, end));
  }
  const place = (name: "e1" | "e2") => {
    const [start, end] = [places.get(`<${name}>`), places.get(`</${name}>`)];
    if (start !== undefined && end !== undefined && start < end) return { start, end };
    throw cannotReadRow(
      file,
      where,
      `wanted a mention between <${name}> and </${name}>, found "${sentence}"`,
    );
  };
  return { words, head: place("e1"), tail: place("e2") };
}
