import { endOfWord } from "./end-of-word.ts";

/**
 * How often each pre-token occurs in the texts, which may be any number: only the distinct words are kept.
 *
 * @param onText called after each text with its length in UTF-16 units
 */
export async function countWords(
  texts: Iterable<string> | AsyncIterable<string>,
  onText?: (length: number) => void,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const count = (text: string): void => {
    for (let at = 0; at < text.length; ) {
      const end = endOfWord(text, at, text.length);
      const word = text.slice(at, end);
      const known = counts.get(word);
      if (known === undefined) counts.set(ownCopy(word), 1);
      else counts.set(word, known + 1);
      at = end;
    }
    onText?.(text.length);
  };
  if (Symbol.iterator in texts) for (const text of texts) count(text);
  else for await (const text of texts) count(text);
  return counts;
}

/** A slice keeps the text that it was cut from alive; a joined copy does not. */
function ownCopy(word: string): string {
  return word.length < 13 ? word : word.split("").join("");
}
