import { z } from "zod";
import { checkPlace, placeSchema } from "../fine-tuning/check-place.ts";
import { cannotReadRow } from "../fine-tuning/errors.ts";
import { checkRow, type ReadOptions, rawRows, readEach } from "../fine-tuning/parse-rows.ts";
import { splitWords, type TextSpan } from "../fine-tuning/split-words.ts";
import type { NerDocument, NerSentence } from "./read-conll.ts";
import { type NameSpan, tagsOfSpans } from "./spans-of-tags.ts";

const schema = z.object({
  document: z.union([z.string(), z.number()]).optional(),
  text: z.string().optional(),
  words: z.array(z.string()).optional(),
  entities: z.array(z.object({ label: z.string().min(1) }).and(placeSchema)).default([]),
});

/**
 * Sentences as JSON, one a line: `{text, entities: [{start, end, label}]}` in UTF-16 code units, or
 * `{words, entities}` in words; ends are exclusive. Sentences in a row with the same `document` give each other context;
 * one without is a document of its own. A text is cut into words by {@link splitWords}, and where an entity begins or ends.
 *
 * @throws LukeError TSK201 (also for entities that overlap) naming file and line, TSK204
 */
export function readNamesInText(text: string, file: string, options: ReadOptions = {}): NerDocument[] {
  const sentences = readEach(
    rawRows(text, file, options),
    ({ value, where }) => {
      const row = checkRow(value, file, where, schema);
      const source = row.words ?? row.text;
      if (source === undefined) throw cannotReadRow(file, where, 'wanted "text" or "words", found neither');
      const entities = row.entities
        .map((entity) => ({ ...checkPlace(entity, source, file, where, "an entity"), label: entity.label }))
        .sort((a, b) => a.start - b.start);
      for (const [i, { start, end }] of entities.entries()) {
        const next = entities[i + 1];
        if (next !== undefined && next.start < end) {
          throw cannotReadRow(
            file,
            where,
            `wanted entities that do not overlap, found ${start}–${end} and ${next.start}–${next.end}`,
          );
        }
      }
      const sentence =
        row.words === undefined ? asWords(row.text!, entities) : { words: row.words, spans: entities };
      const tags = tagsOfSpans(sentence.spans, sentence.words.length);
      return { document: row.document, sentence: { ...sentence, tags } };
    },
    options,
  ).filter(({ sentence }) => sentence.words.length > 0);
  const documents: { readonly id?: string; readonly sentences: NerSentence[] }[] = [];
  let last: string | undefined;
  for (const { document, sentence } of sentences) {
    const id = document === undefined ? undefined : String(document);
    if (id === undefined || id !== last)
      documents.push({ ...(id === undefined ? {} : { id }), sentences: [] });
    documents.at(-1)!.sentences.push(sentence);
    last = id;
  }
  return documents;
}

function asWords(text: string, entities: readonly NameSpan[]): { words: string[]; spans: NameSpan[] } {
  const words: string[] = [];
  const add = ({ start, end }: TextSpan): TextSpan => {
    const from = words.length;
    for (const word of splitWords(text.slice(start, end), start))
      words.push(text.slice(word.start, word.end));
    return { start: from, end: words.length };
  };
  const spans: NameSpan[] = [];
  let at = 0;
  for (const { start, end, label } of entities) {
    add({ start: at, end: start });
    const span = add({ start, end });
    if (span.end > span.start) spans.push({ ...span, label });
    at = end;
  }
  add({ start: at, end: text.length });
  return { words, spans };
}
