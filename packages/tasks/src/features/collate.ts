import type { LukeFeatures } from "./luke-features.ts";

/** Several examples padded to common lengths: flat typed arrays in row-major order. */
export interface LukeBatch {
  /** Number of examples (the axis `batch`). */
  readonly size: number;
  /** Longest word sequence of the batch. */
  readonly words: number;
  /** Largest number of entities of the batch; 0 when no example has any. */
  readonly entities: number;
  /** Longest mention of the batch in word tokens; 0 when there is no entity. */
  readonly mention: number;
  /** `[batch, words]`, padded with `padWordId`. */
  readonly wordIds: Int32Array;
  /** `[batch, words]`, 1 = a real word. */
  readonly wordMask: Int32Array;
  /** `[batch, entities]`, padded with `padEntityId`. */
  readonly entityIds: Int32Array;
  /** `[batch, entities]`, 1 = a real entity. */
  readonly entityMask: Int32Array;
  /** `[batch, entities, mention]`, padded with -1. */
  readonly entityPositionIds: Int32Array;
  /** `[batch, entities]`, padded with 0; present when every example that has entities has starts. */
  readonly entityStarts?: Int32Array;
  /** `[batch, entities]`, padded with 0; present together with `entityStarts`. */
  readonly entityEnds?: Int32Array;
}

export interface CollateOptions {
  /** Word id of padding; RoBERTa's is 1 (the default). */
  readonly padWordId?: number;
  /** Entity id of padding; `[PAD]` is 0 (the default). */
  readonly padEntityId?: number;
}

/**
 * Pads examples to the longest of the batch.
 *
 * @throws RangeError when an example lists another number of mentions than of entities.
 */
export function collate(features: readonly LukeFeatures[], options: CollateOptions = {}): LukeBatch {
  const { padWordId = 1, padEntityId = 0 } = options;
  const size = features.length;
  let words = 0;
  let entities = 0;
  let mention = 0;
  let spans = true;
  for (const [i, example] of features.entries()) {
    checkMentions(example, i);
    words = Math.max(words, example.wordIds.length);
    entities = Math.max(entities, example.entityIds.length);
    for (const positions of example.entityPositions) mention = Math.max(mention, positions.length);
    if (example.entityIds.length > 0 && (!example.entityStarts || !example.entityEnds)) spans = false;
  }
  // An entity without any position still needs a slot for its padding.
  if (entities > 0) mention = Math.max(mention, 1);

  const wordIds = new Int32Array(size * words).fill(padWordId);
  const wordMask = new Int32Array(size * words);
  const entityIds = new Int32Array(size * entities).fill(padEntityId);
  const entityMask = new Int32Array(size * entities);
  const entityPositionIds = new Int32Array(size * entities * mention).fill(-1);
  const entityStarts = new Int32Array(size * entities);
  const entityEnds = new Int32Array(size * entities);
  for (const [i, example] of features.entries()) {
    wordIds.set(example.wordIds, i * words);
    wordMask.fill(1, i * words, i * words + example.wordIds.length);
    const row = i * entities;
    entityIds.set(example.entityIds, row);
    entityMask.fill(1, row, row + example.entityIds.length);
    for (const [j, positions] of example.entityPositions.entries()) {
      entityPositionIds.set(positions, (row + j) * mention);
    }
    if (spans && example.entityStarts && example.entityEnds) {
      entityStarts.set(example.entityStarts, row);
      entityEnds.set(example.entityEnds, row);
    }
  }
  const batch = {
    size,
    words,
    entities,
    mention,
    wordIds,
    wordMask,
    entityIds,
    entityMask,
    entityPositionIds,
  };
  return spans && entities > 0 ? { ...batch, entityStarts, entityEnds } : batch;
}

function checkMentions(example: LukeFeatures, i: number): void {
  if (example.entityPositions.length !== example.entityIds.length) {
    throw new RangeError(
      `Cannot batch example ${i}: it has ${example.entityIds.length} entities ` +
        `and ${example.entityPositions.length} lists of positions, expected as many`,
    );
  }
}
