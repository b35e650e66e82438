import {
  type BuiltFeatures,
  type FeatureContext,
  type Marker,
  maskEntityId,
  secondMaskEntityId,
  type TaskFeatures,
} from "../fine-tuning/fine-tuning-task.ts";
import { markerIds, pieceIds } from "../fine-tuning/marker-ids.ts";
import { mentionPositions, wordsAround } from "../fine-tuning/words-around.ts";
import type { RelationExample } from "./read-tacred.ts";

export interface RelationFeatures extends TaskFeatures {
  /** Number of the label; -1 for one that the head lacks. */
  readonly label: number;
}

/** The words on both sides of the head, and of the tail. */
export const relationMarkers: readonly Marker[] = [
  { name: "<ent>", from: "@" },
  { name: "<ent2>", from: "#" },
];

/**
 * The sentence with `<ent>` around the head and `<ent2>` around the tail, and two entities, head first, over the
 * mentions and their markers (paper §4.2); without markers for the preset "paper". A sentence that is too long loses the words farthest from both.
 */
export function buildRelationFeatures(
  examples: readonly RelationExample[],
  { tokenizer, maxWords, labels, preset = "published" }: FeatureContext,
): BuiltFeatures<RelationFeatures> {
  const [headMarker, tailMarker] = markerIds(tokenizer, relationMarkers) as [number, number];
  const limit = maxWords - 2;
  const longestMention = Math.floor(limit / 2) - 2;
  const counts = { examples: examples.length, cutTexts: 0, withoutLabel: 0, unknownLabels: 0 };
  const features = examples.map((example, index): RelationFeatures => {
    const { words, head, tail } = example;
    const headFirst = head.start < tail.start;
    const [first, second] = headFirst ? [head, tail] : [tail, head];
    const [firstMarker, secondMarker] = headFirst ? [headMarker, tailMarker] : [tailMarker, headMarker];
    // Words are joined with spaces; transformers puts none before the first one.
    const piece = (from: number, to: number): number[] =>
      pieceIds(tokenizer, words.slice(from, to).join(" ").trim(), preset !== "hf" || from > 0);
    const ids = piece(0, first.start);
    const add = (span: typeof head, marker: number): { start: number; end: number } => {
      const start = ids.length;
      const around = preset === "paper" ? [] : [marker];
      ids.push(...around, ...piece(span.start, span.end).slice(0, longestMention), ...around);
      return { start, end: ids.length };
    };
    const firstPlace = add(first, firstMarker);
    ids.push(...piece(first.end, second.start));
    const secondPlace = add(second, secondMarker);
    ids.push(...piece(second.end, words.length));
    if (ids.length > limit) counts.cutTexts++;
    const cut = wordsAround(ids, [firstPlace, secondPlace], limit);
    const places = cut.stretches.map(({ start, end }) =>
      mentionPositions({ start: start + 1, end: end + 1 }),
    );
    const label = labels.indexOf(example.label);
    if (example.label === "") counts.withoutLabel++;
    else if (label < 0) counts.unknownLabels++;
    return {
      example: index,
      wordIds: Int32Array.from([tokenizer.bosId, ...cut.ids, tokenizer.eosId]),
      entityIds: Int32Array.of(maskEntityId, secondMaskEntityId),
      entityPositions: headFirst ? places : places.reverse(),
      label,
    };
  });
  return { features, counts };
}
