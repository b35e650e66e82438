import type { NerDocument } from "@lukejs/tasks";
import type { RelationRow } from "./relation-rows.ts";

/** A row of Open Entity's format; offsets are code points, ends exclusive. */
export interface TypingRow {
  readonly sent: string;
  readonly start: number;
  readonly end: number;
  readonly labels: readonly string[];
}

/** Every name of the documents, with its type. */
export function typesOfNames(documents: readonly NerDocument[]): TypingRow[] {
  return documents.flatMap(({ sentences }) =>
    sentences.flatMap(({ words, spans }) =>
      spans.map(({ start, end, label }) => typingRow(words, start, end, label)),
    ),
  );
}

/** The two mentions of each sentence, with their role in the relation as a type: what the head of a relation is like. */
export function typesOfRoles(rows: readonly RelationRow[]): TypingRow[] {
  return rows.flatMap(({ token, relation, subj_start, subj_end, obj_start, obj_end }) => [
    typingRow(token, subj_start, subj_end + 1, `${relation}: head`),
    typingRow(token, obj_start, obj_end + 1, `${relation}: tail`),
  ]);
}

function typingRow(words: readonly string[], from: number, to: number, label: string): TypingRow {
  const length = (part: readonly string[]): number => [...part.join(" ")].length;
  const start = from === 0 ? 0 : length(words.slice(0, from)) + 1;
  return { sent: words.join(" "), start, end: start + length(words.slice(from, to)), labels: [label] };
}
