import { cannotReadRow, type Place } from "../fine-tuning/errors.ts";
import type { WordSpan } from "./read-tacred.ts";

/** @throws LukeError TSK201 where the mentions overlap */
export function checkSeparate(
  { head, tail }: { readonly head: WordSpan; readonly tail: WordSpan },
  file: string,
  where: Place,
): void {
  if (head.start >= tail.end || tail.start >= head.end) return;
  throw cannotReadRow(
    file,
    where,
    `wanted two separate mentions, found ${head.start}–${head.end - 1} and ${tail.start}–${tail.end - 1}`,
  );
}
