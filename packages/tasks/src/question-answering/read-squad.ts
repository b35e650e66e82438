import { z } from "zod";
import { cannotReadRow, noExamplesInFile } from "../fine-tuning/errors.ts";
import { toUtf16 } from "../fine-tuning/offset-unit.ts";
import { checkRow, parseJson } from "../fine-tuning/parse-rows.ts";

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

/**
 * SQuAD 1.1: `{data: [{title, paragraphs: [{context, qas: [{id, question, answers}]}]}]}` (paper §4.5).
 * `answer_start` counts code points in the published files; UTF-16 code units are read too, as the answer's text
 * shows which of the two is meant.
 *
 * @throws LukeError TSK201 (also for an answer that does not stand where it says), TSK202, TSK204.
 */
export function readSquad(text: string, file: string): QuestionExample[] {
  const { data } = checkRow(parseJson(text, file), file, "the file", fileSchema);
  const examples = data.flatMap((value, i) => {
    const { title, paragraphs } = checkRow(value, file, `article ${i + 1}`, articleSchema);
    return paragraphs.flatMap(({ context, qas }) => {
      const utf16 = toUtf16(context, "codepoint");
      return qas.map(({ id, question, answers }) => ({
        id,
        title,
        question,
        passage: context,
        answers: answers.map((answer) => {
          const start = [utf16(answer.answer_start), answer.answer_start].find((at) =>
            context.startsWith(answer.text, at),
          );
          if (start !== undefined) return { text: answer.text, start, end: start + answer.text.length };
          const found = context.slice(answer.answer_start, answer.answer_start + answer.text.length);
          throw cannotReadRow(
            file,
            `article ${i + 1}, question "${id}"`,
            `wanted the answer "${answer.text}" at ${answer.answer_start} of the passage, found "${found}"`,
          );
        }),
      }));
    });
  });
  if (examples.length === 0) throw noExamplesInFile(file);
  return examples;
}
