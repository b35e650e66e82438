import { z } from "zod";
import { cannotReadRow, type Place } from "./errors.ts";
import type { TextSpan } from "./split-words.ts";

const offset: z.ZodType<number> = z.number().int().nonnegative();

/** A stretch of text in rows of one's own: UTF-16 code units, the end exclusive. */
export const placeSchema: z.ZodType<TextSpan> = z.object({ start: offset, end: offset });

/** @throws LukeError TSK201 where `span` is no stretch of `text` */
export function checkPlace(
  { start, end }: TextSpan,
  text: { readonly length: number },
  file: string,
  where: Place,
  what: string,
): TextSpan {
  if (start < end && end <= text.length) return { start, end };
  throw cannotReadRow(
    file,
    where,
    `${what}: wanted 0 ≤ start < end ≤ ${text.length}, found start ${start}, end ${end}`,
  );
}
