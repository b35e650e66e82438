import {
  type BuiltFeatures,
  type FeatureContext,
  type Marker,
  maskEntityId,
  type TaskFeatures,
} from "../fine-tuning/fine-tuning-task.ts";
import { markerIds, pieceAsItStands, pieceIds } from "../fine-tuning/marker-ids.ts";
import { mentionPositions, wordsAround } from "../fine-tuning/words-around.ts";
import type { EntityTypingExample } from "./read-open-entity.ts";

export interface EntityTypingFeatures extends TaskFeatures {
  /** `[labels]`, 1 = the mention has the label. */
  readonly labels: Float32Array;
}

/** The word on both sides of the mention. */
export const entityTypingMarkers: readonly Marker[] = [{ name: "<ent>", from: "@" }];

/**
 * `<s> left <ent> mention <ent> right </s>` and one [MASK] entity over the mention and its markers (paper §4.1); without
 * markers for the preset "paper".
 * A text that is too long loses the words farthest from the mention; labels that the head lacks are counted.
 */
export function buildEntityTypingFeatures(
  examples: readonly EntityTypingExample[],
  { tokenizer, maxWords, labels, preset = "published" }: FeatureContext,
): BuiltFeatures<EntityTypingFeatures> {
  const [marker] = markerIds(tokenizer, entityTypingMarkers);
  const limit = maxWords - 2;
  const counts = { examples: examples.length, cutTexts: 0, unknownLabels: 0 };
  const features = examples.map((example, index): EntityTypingFeatures => {
    const { text, start, end } = example;
    const piece = (from: number, to: number): number[] =>
      preset === "published"
        ? pieceIds(tokenizer, unescapeBrackets(text.slice(from, to)).trim())
        : pieceAsItStands(tokenizer, text, from, to);
    const around = preset === "paper" ? [] : [marker!];
    const left = piece(0, start);
    const mention = [...around, ...piece(start, end).slice(0, limit - 2), ...around];
    const ids = [...left, ...mention, ...piece(end, text.length)];
    const stretch = { start: left.length, end: left.length + mention.length };
    if (ids.length > limit) counts.cutTexts++;
    const cut = wordsAround(ids, [stretch], limit);
    const { start: first, end: last } = cut.stretches[0]!;
    counts.unknownLabels += example.labels.filter((label) => !labels.includes(label)).length;
    return {
      example: index,
      wordIds: Int32Array.from([tokenizer.bosId, ...cut.ids, tokenizer.eosId]),
      entityIds: Int32Array.of(maskEntityId),
      entityPositions: [mentionPositions({ start: first + 1, end: last + 1 })],
      labels: Float32Array.from(labels, (label) => (example.labels.includes(label) ? 1 : 0)),
    };
  });
  return { features, counts };
}

/** Bracket escapes of the treebank, all to round brackets as the published code has them. */
function unescapeBrackets(text: string): string {
  return text.replace(/-L[RCS]B-/g, "(").replace(/-R[RCS]B-/g, ")");
}
