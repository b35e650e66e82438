import { z } from "zod";
import { cannotReadRow, type Place } from "../fine-tuning/errors.ts";
import { toUtf16 } from "../fine-tuning/offset-unit.ts";
import {
  checkRow,
  isJsonLines,
  parseJson,
  placesIn,
  type ReadOptions,
  rawRows,
  readEach,
  readSome,
} from "../fine-tuning/parse-rows.ts";

/** A question about a passage. Offsets are UTF-16 code units. */
export interface QuestionExample {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly passage: string;
  /** `passage.slice(start, end)` is `text`; empty where no answer is given. */
  readonly answers: readonly { readonly text: string; readonly start: number; readonly end: number }[];
  /** Marked as one without an answer (SQuAD 2.0). Whether it has one is told by `answers`. */
  readonly impossible?: boolean;
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
          is_impossible: z.boolean().default(false),
          answers: z
            .array(z.object({ text: z.string().min(1), answer_start: z.number().int().nonnegative() }))
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
  answers: z.array(z.object({ text: z.string().min(1), start: z.number().int().nonnegative() })).default([]),
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
  return readSome(file, options, (told) => readQuestions(text, file, told));
}

function readQuestions(text: string, file: string, options: ReadOptions): QuestionExample[] {
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
  const placeOf = placesIn(text);
  const questions = readEach(
    data,
    (value, i) => {
      const article = `article ${i + 1}`;
      const { title, paragraphs } = checkRow(value, file, placeOf(article, "data", i), articleSchema);
      return paragraphs.flatMap(({ context, qas }, j) =>
        qas.map((asked, k) => ({
          title,
          context,
          asked,
          where: placeOf(`${article}, question "${asked.id}"`, "data", i, "paragraphs", j, "qas", k),
        })),
      );
    },
    options,
  );
  return readEach(
    questions,
    ({ title, context, asked: { id, question, answers, is_impossible }, where }) => ({
      id,
      title,
      question,
      passage: context,
      answers: answers.map((answer) => placeAnswer(context, answer.text, answer.answer_start, file, where)),
      ...(is_impossible ? { impossible: true } : {}),
    }),
    options,
  );
}

/** @throws LukeError TSK201 where the answer stands at `at` in neither unit */
function placeAnswer(
  passage: string,
  text: string,
  at: number,
  file: string,
  where: Place,
): QuestionExample["answers"][number] {
  const start = [toUtf16(passage, "codepoint")(at), at].find((place) => passage.startsWith(text, place));
  if (start !== undefined) return { text, start, end: start + text.length };
  throw cannotReadRow(
    file,
    where,
    `wanted the answer "${text}" at ${at} of the passage, found "${passage.slice(at, at + text.length)}"`,
  );
}
