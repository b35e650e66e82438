import type { TaskTokenizer } from "../fine-tuning/fine-tuning-task.ts";
import { pieceIds } from "../fine-tuning/marker-ids.ts";
import type { TaskPreset } from "../fine-tuning/task-preset.ts";
import type { NerDocument } from "./read-conll.ts";

/** A document as word tokens. */
export interface DocumentTokens {
  /** All tokens of the document. */
  readonly ids: readonly number[];
  /** Per sentence the first token of each word, then the token after the last word. */
  readonly wordStarts: readonly (readonly number[])[];
}

/**
 * Tokenizes words one by one, after a space unless the word begins with an apostrophe or is one mark of
 * punctuation, as the published models were trained; for the preset "hf" always after a space. A word of more than
 * `longest` tokens keeps its first ones.
 */
export function documentTokens(
  document: NerDocument,
  tokenizer: TaskTokenizer,
  longest: number,
  preset: TaskPreset = "published",
): DocumentTokens {
  const ids: number[] = [];
  const wordStarts = document.sentences.map(({ words }) => {
    const starts = words.map((word) => {
      const start = ids.length;
      const spaced = preset === "hf" || !(word.startsWith("'") || /^[!-/:-@[-`{-~]$/.test(word));
      const pieces = pieceIds(tokenizer, word, spaced).slice(0, longest);
      ids.push(...(pieces.length > 0 ? pieces : pieceIds(tokenizer, "-")));
      return start;
    });
    return [...starts, ids.length];
  });
  return { ids, wordStarts };
}
