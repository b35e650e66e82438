import type { Marker, TaskTokenizer } from "../fine-tuning/fine-tuning-task.ts";
import { markerIds, pieceIds } from "../fine-tuning/marker-ids.ts";
import { type Stretch, wordsAround } from "../fine-tuning/words-around.ts";
import { type ClozeExample, placeholder } from "./read-record.ts";

/** The gap, the start of a summary line, and the word on both sides of a candidate. */
export const clozeMarkers: readonly Marker[] = [
  { name: "[PLACEHOLDER]", from: "#" },
  { name: "[HIGHLIGHT]", from: "@" },
  { name: "[ENTITY]", from: "*" },
];

export interface ClozePieces {
  readonly query: readonly number[];
  /** The marker of the gap among the query's tokens. */
  readonly gap: Stretch;
  readonly passage: readonly number[];
  /** Per entity its tokens with both markers. */
  readonly entities: readonly Stretch[];
}

/** Query and passage of an example as word tokens, the query cut to `maxQuery` around its gap. */
export function clozePieces(example: ClozeExample, tokenizer: TaskTokenizer, maxQuery: number): ClozePieces {
  const [gapId, highlightId, entityId] = markerIds(tokenizer, clozeMarkers) as [number, number, number];
  const [left = "", right = ""] = example.query.replaceAll("\n", " ").split(placeholder);
  const before = pieceIds(tokenizer, left.trim());
  const after = pieceIds(tokenizer, right.trim(), right.startsWith(" "));
  const gap = { start: before.length, end: before.length + 1 };
  const cut = wordsAround([...before, gapId, ...after], [gap], maxQuery);

  const passage: number[] = [];
  const addText = (text: string): void => {
    for (const [i, part] of text.split("@highlight").entries()) {
      if (i > 0) passage.push(highlightId);
      passage.push(...pieceIds(tokenizer, part.trim(), i > 0 || /^\s/.test(part) || passage.length === 0));
    }
  };
  const text = example.passage.replaceAll("\n", " ");
  let at = 0;
  const entities = example.entities.map((entity) => {
    addText(text.slice(at, entity.start));
    const start = passage.length;
    const spaced = entity.start === 0 || /\s/.test(text[entity.start - 1]!);
    passage.push(
      entityId,
      ...pieceIds(tokenizer, text.slice(entity.start, entity.end).trim(), spaced),
      entityId,
    );
    at = entity.end;
    return { start, end: passage.length };
  });
  addText(text.slice(at));
  return { query: cut.ids, gap: cut.stretches[0]!, passage, entities };
}
