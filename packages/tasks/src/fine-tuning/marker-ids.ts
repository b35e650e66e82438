import { unknownMarker } from "./errors.ts";
import type { Marker, TaskTokenizer } from "./fine-tuning-task.ts";

/**
 * Word ids of a task's markers, in their order.
 *
 * @throws LukeError TSK211 when the tokenizer lacks one.
 */
export function markerIds(tokenizer: TaskTokenizer, markers: readonly Marker[]): number[] {
  return markers.map(({ name }) => {
    const id = tokenizer.idOf(name);
    if (id === undefined) throw unknownMarker(name);
    return id;
  });
}

/** Word ids of a piece of a text as transformers cuts it at mentions: a space before it is its own, one at its end is not. */
export function pieceAsItStands(tokenizer: TaskTokenizer, text: string, from: number, to: number): number[] {
  const before = (at: number): number => (text[at - 1] === " " ? at - 1 : at);
  return pieceIds(tokenizer, text.slice(before(from), to === text.length ? to : before(to)), false);
}

/** Word ids of a piece of text that follows a space. */
export function pieceIds(tokenizer: TaskTokenizer, text: string, addPrefixSpace = true): number[] {
  if (text === "") return [];
  return [...tokenizer.encode(text, { addSpecialTokens: false, addPrefixSpace }).ids];
}
