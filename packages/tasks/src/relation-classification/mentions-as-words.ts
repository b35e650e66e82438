import { splitWords, type TextSpan } from "../fine-tuning/split-words.ts";
import type { RelationExample } from "./read-tacred.ts";

/** The text as the words that the task's dataset has; a word ends where a mention begins or ends. */
export function mentionsAsWords(
  text: string,
  head: TextSpan,
  tail: TextSpan,
): Pick<RelationExample, "words" | "head" | "tail"> {
  const words: string[] = [];
  const add = (start: number, end: number): { start: number; end: number } => {
    const first = words.length;
    for (const word of splitWords(text.slice(start, end), start))
      words.push(text.slice(word.start, word.end));
    return { start: first, end: words.length };
  };
  const headFirst = head.start < tail.start;
  const [first, second] = headFirst ? [head, tail] : [tail, head];
  add(0, first.start);
  const firstWords = add(first.start, first.end);
  add(first.end, second.start);
  const secondWords = add(second.start, second.end);
  add(second.end, text.length);
  return headFirst
    ? { words, head: firstWords, tail: secondWords }
    : { words, head: secondWords, tail: firstWords };
}
