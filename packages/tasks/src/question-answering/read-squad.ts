import { z } from "zod";
import { cannotReadRow, noExamplesInFile } from "../fine-tuning/errors.ts";
import { toUtf16 } from "../fine-tuning/offset-unit.ts";
import {
  checkRow,
  isJsonLines,
  parseJson,
  type ReadOptions,
  rawRows,
  readEach,
} from "../fine-tuning/parse-rows.ts";

/** A question about a passage. Offsets are UTF-16 code units. */
export interface QuestionExample {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly passage: string;
  /** `passage.slice(start, end)` is `text`; empty where no answer is given. */
  readonly answers: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

const fileSchema = z.object({ data: z.array(z.unknown()) });
const articleSchema = z.object({
  title: z.string().default(""),
  paragraphs: z.array(
    z.object({
      context: z.string(),
      qas: z.array(
        z.object({
          id: z.union([z.string(), z.number()]).transform(String),
          question: z.string(),
          answers: z
            .array(z.object({ text: z.string(), answer_start: z.number().int().nonnegative() }))
            .default([]),
        }),
      ),
    }),
  ),
});

const ownSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  title: z.string().default(""),
  question: z.string(),
  passage: z.string(),
  answers: z.array(z.object({ text: z.string(), start: z.number().int().nonnegative() })).default([]),
});

/**
 * SQuAD 1.1 and 2.0: `{data: [{title, paragraphs: [{context, qas: [{id, question, answers}]}]}]}` (paper §4.5); questions
 * of 2.0 without answers have none. Data of one's own is a line each, `{id, title, question, passage, answers: [{text, start}]}`.
 * `answer_start` counts code points in the published files; UTF-16 code units are read too, as the answer's text
 * shows which of the two is meant.
 *
 * @throws LukeError TSK201 (also for an answer that does not stand where it says), TSK202, TSK204.
 */
export function readSquad(text: string, file: string, options: ReadOptions = {}): QuestionExample[] {
  if (isJsonLines(text)) {
    return readEach(
      rawRows(text, file, options),
      ({ value, where }, i) => {
        const { id = String(i), answers, ...row } = checkRow(value, file, where, ownSchema);
        const placed = answers.map((answer) =>
          placeAnswer(row.passage, answer.text, answer.start, file, where),
        );
        return { id, ...row, answers: placed };
      },
      options,
    );
  }
  const { data } = checkRow(parseJson(text, file), file, "the file", fileSchema);
  const questions = readEach(
    data,
    (value, i) => {
      const { title, paragraphs } = checkRow(value, file, `article ${i + 1}`, articleSchema);
      return paragraphs.flatMap(({ context, qas }) =>
        qas.map((asked) => ({ title, context, asked, where: `article ${i + 1}, question "${asked.id}"` })),
      );
    },
    options,
  );
  const examples = readEach(
    questions,
    ({ title, context, asked: { id, question, answers }, where }) => ({
      id,
      title,
      question,
      passage: context,
      answers: answers.map((answer) => placeAnswer(context, answer.text, answer.answer_start, file, where)),
    }),
    options,
  );
  if (examples.length === 0) throw noExamplesInFile(file);
  return examples;
}

/** @throws LukeError TSK201 where the answer stands at `at` in neither unit */
function placeAnswer(
  passage: string,
  text: string,
  at: number,
  file: string,
  where: string,
): QuestionExample["answers"][number] {
  const start = [toUtf16(passage, "codepoint")(at), at].find((place) => passage.startsWith(text, place));
  if (start !== undefined) return { text, start, end: start + text.length };
  throw cannotReadRow(
    file,
    where,
    `wanted the answer "${text}" at ${at} of the passage, found "${passage.slice(at, at + text.length)}"`,
  );
}
