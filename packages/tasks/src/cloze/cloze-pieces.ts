import type { Marker, TaskTokenizer } from "../fine-tuning/fine-tuning-task.ts";
import { markerIds, pieceAsItStands, pieceIds } from "../fine-tuning/marker-ids.ts";
import type { TaskPreset } from "../fine-tuning/task-preset.ts";
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
  /** The marker of the gap among the query's tokens, or those of the word that stands for it. */
  readonly gap: Stretch;
  readonly passage: readonly number[];
  /** Per entity its tokens, with both markers where there are markers. */
  readonly entities: readonly Stretch[];
}

export interface ClozePieceOptions {
  /** Word tokens of the query at most; it is cut around its gap. */
  readonly maxQuery: number;
  readonly preset?: TaskPreset | undefined;
  /** What {@link import("./cloze-features.ts").ClozeOptions} says of it. */
  readonly repeatedText?: boolean | undefined;
}

/** The start of a summary line in a passage. */
const highlight = "@highlight";

/** Query and passage of an example as word tokens. */
export function clozePieces(
  example: ClozeExample,
  tokenizer: TaskTokenizer,
  { maxQuery, preset = "published", repeatedText = false }: ClozePieceOptions,
): ClozePieces {
  const [gapId, highlightId, entityId] = markerIds(tokenizer, clozeMarkers) as [number, number, number];
  const marked = preset !== "paper";

  const query = example.query.replaceAll("\n", " ");
  const gapAt = query.indexOf(placeholder);
  const afterGap = gapAt + placeholder.length;
  const before = pieceOf(query, 0, gapAt);
  const gapIds = marked ? [gapId] : pieceOf(query, gapAt, afterGap);
  const gap = { start: before.length, end: before.length + gapIds.length };
  const cut = wordsAround([...before, ...gapIds, ...pieceOf(query, afterGap, query.length)], [gap], maxQuery);

  const text = example.passage.replaceAll("\n", " ");
  const passage: number[] = [];
  let at = 0;
  const entities = example.entities.map((entity) => {
    for (const id of stretchOf(at, entity.start)) passage.push(id);
    const start = passage.length;
    if (marked) passage.push(entityId);
    passage.push(...pieceOf(text, entity.start, entity.end));
    if (marked) passage.push(entityId);
    at = entity.end;
    return { start, end: passage.length };
  });
  for (const id of stretchOf(at, text.length)) passage.push(id);
  return { query: cut.ids, gap: cut.stretches[0]!, passage, entities };

  /** "published": trimmed, after a space where the text has one before or in it; else as it stands. */
  function pieceOf(of: string, from: number, to: number): number[] {
    if (preset !== "published") return pieceAsItStands(tokenizer, of, from, to);
    const piece = of.slice(from, to);
    return pieceIds(tokenizer, piece.trim(), from === 0 || of[from - 1] === " " || piece.startsWith(" "));
  }

  /** A stretch of the passage between two candidates, its summary lines marked. */
  function stretchOf(from: number, to: number): number[] {
    if (!marked) return pieceOf(text, from, to);
    const ids: number[] = [];
    let start = from;
    for (const [i, part] of text.slice(from, to).split(highlight).entries()) {
      if (i > 0) {
        ids.push(highlightId);
        start += highlight.length;
      }
      const end = start + part.length;
      const follows = start > 0 && text[start - 1] !== " " && !part.startsWith(" ");
      const whole = i === 0 && repeatedText && follows;
      for (const id of pieceOf(text, start, whole ? to : end)) ids.push(id);
      start = end;
    }
    return ids;
  }
}
