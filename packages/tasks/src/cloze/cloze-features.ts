import { modelTooShort } from "../fine-tuning/errors.ts";
import {
  type BuiltFeatures,
  type FeatureContext,
  maskEntityId,
  type TaskFeatures,
} from "../fine-tuning/fine-tuning-task.ts";
import { tokenWindows } from "../fine-tuning/token-windows.ts";
import { mentionPositions } from "../fine-tuning/words-around.ts";
import { clozePieces } from "./cloze-pieces.ts";
import type { ClozeExample } from "./read-record.ts";

export interface ClozeOptions {
  /** Word tokens of the query at most: 90. */
  readonly maxQuery?: number;
  /** Word tokens between the starts of two windows over a passage: 128. */
  readonly stride?: number;
  /**
   * Repeat what the published code repeats by mistake, and the published numbers were made with: where a summary line
   * stands in the text after a candidate that no space follows, this text comes twice, first with "@highlight" in it as a
   * word. False.
   */
  readonly repeatedText?: boolean | undefined;
}

/** One window over a passage. The first entity is the gap, the others are the candidates. */
export interface ClozeFeatures extends TaskFeatures {
  /** `[candidates]`, index into the example's entities. */
  readonly candidates: readonly number[];
  /** `[candidates]`, 1 = a right answer. */
  readonly labels: Float32Array;
}

/**
 * `<s> query </s></s> passage </s>` with [MASK] entities at the gap and at every candidate that is whole in the
 * window (paper §4.4). Windows without any candidate are left out.
 *
 * @throws LukeError TSK213 for a model that takes fewer than 32 words.
 */
export function buildClozeFeatures(
  examples: readonly ClozeExample[],
  { tokenizer, maxWords, preset, ...context }: FeatureContext,
  options: ClozeOptions = {},
): BuiltFeatures<ClozeFeatures> {
  if (maxWords < 32) throw modelTooShort(maxWords, 32);
  const { maxQuery = 90, stride = 128, repeatedText = context.repeatedText } = options;
  const { bosId, eosId } = tokenizer;
  const counts = {
    examples: examples.length,
    windows: 0,
    withoutWindow: 0,
    withoutAnswer: 0,
    overlapping: 0,
  };
  const features: ClozeFeatures[] = [];
  for (const [index, example] of examples.entries()) {
    const pieces = clozePieces(example, tokenizer, {
      maxQuery: Math.min(maxQuery, Math.floor(maxWords / 3)),
      preset,
      repeatedText,
    });
    const offset = pieces.query.length + 3;
    const before = features.length;
    for (const window of tokenWindows(pieces.passage.length, maxWords - pieces.query.length - 4, stride)) {
      const candidates = [...pieces.entities.keys()].filter((i) => {
        const { start, end } = pieces.entities[i]!;
        return start >= window.start && end <= window.end;
      });
      if (candidates.length === 0) continue;
      const shift = offset - window.start;
      features.push({
        example: index,
        candidates,
        wordIds: Int32Array.from([
          bosId,
          ...pieces.query,
          eosId,
          eosId,
          ...pieces.passage.slice(window.start, window.end),
          eosId,
        ]),
        entityIds: new Int32Array(candidates.length + 1).fill(maskEntityId),
        entityPositions: [
          mentionPositions({ start: pieces.gap.start + 1, end: pieces.gap.end + 1 }),
          ...candidates.map((i) => {
            const { start, end } = pieces.entities[i]!;
            return mentionPositions({ start: start + shift, end: end + shift });
          }),
        ],
        labels: Float32Array.from(candidates, (i) => (example.right[i] ? 1 : 0)),
      });
    }
    if (features.length === before) counts.withoutWindow++;
    if (!example.right.includes(true)) counts.withoutAnswer++;
    counts.overlapping += example.overlapping ?? 0;
  }
  counts.windows = features.length;
  return { features, counts };
}
