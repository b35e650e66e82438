/**
 * Masking of one example (paper §3.3; edge rules of the original): 15 % of the words with 80 % `<mask>`,
 * 10 % a random word, 10 % unchanged, and 15 % of the entities, all of them to [MASK].
 */
import type { LukeFeatures } from "../features/luke-features.ts";
import { roundHalfEven } from "./round-half-even.ts";
import { wordGroups } from "./word-groups.ts";

export interface MaskingOptions {
  readonly maskWordId: number;
  readonly maskEntityId: number;
  /** Random words are drawn from [firstRandomWordId, vocabSize): all ids above padding in the original. */
  readonly firstRandomWordId: number;
  readonly vocabSize: number;
  /** From `wordStartTable`: whole words are masked. Absent: subwords are. */
  readonly wordStarts?: Uint8Array;
  /** 0.15; 0 masks no word. */
  readonly wordProbability?: number;
  /** Share of chosen words that become a random word: 0.1. */
  readonly randomWordProbability?: number;
  /** Share of chosen words that stay as they are: 0.1. */
  readonly keptWordProbability?: number;
  /** 0.15; 0 masks no entity. */
  readonly entityProbability?: number;
  /** Mask the words of a masked entity's mention first; they count towards the 15 %. False, as published. */
  readonly maskMentionWords?: boolean;
}

/** An example with its masks: the changed ids, and where what was. */
export interface MaskedExample extends LukeFeatures {
  /** Indices into `wordIds` to predict, ascending. */
  readonly maskedWords: Int32Array;
  /** The original ids there. */
  readonly wordLabels: Int32Array;
  /** Indices into `entityIds` to predict, ascending. */
  readonly maskedEntities: Int32Array;
  readonly entityLabels: Int32Array;
}

/** What masking draws from; a Random is one. */
export interface MaskingRandom {
  nextFloat(): number;
  nextInt(below: number): number;
  permutation(n: number): Int32Array;
}

/** Masks an example. Entities are drawn before words, so options about words do not move the entities. */
export function maskExample(
  example: LukeFeatures,
  options: MaskingOptions,
  random: MaskingRandom,
): MaskedExample {
  const { wordProbability = 0.15, entityProbability = 0.15 } = options;
  const maskedEntities = chooseEntities(example.entityIds.length, entityProbability, random);
  const entityIds = Int32Array.from(example.entityIds);
  for (const i of maskedEntities) entityIds[i] = options.maskEntityId;

  const wordIds = Int32Array.from(example.wordIds);
  const chosen = new Set<number>();
  const apply = (group: readonly number[]) => {
    replace(wordIds, group, options, random);
    for (const i of group) chosen.add(i);
  };
  const words = example.wordIds.length - 2;
  let budget = wordProbability > 0 && words > 0 ? Math.max(1, roundHalfEven(words * wordProbability)) : 0;
  if (budget > 0) {
    const mentions = new Set<number>();
    if (options.maskMentionWords === true) {
      for (const i of maskedEntities) {
        const positions = [...example.entityPositions[i]!].filter((position) => !mentions.has(position));
        for (const position of positions) mentions.add(position);
        if (positions.length > 0) apply(positions);
        budget -= positions.length;
      }
    }
    const groups = wordGroups(example.wordIds, options.wordStarts).filter(
      (group) => !group.some((position) => mentions.has(position)),
    );
    for (const g of random.permutation(groups.length)) {
      if (budget <= 0) break;
      const group = groups[g]!;
      if (group.length > budget) continue;
      apply(group);
      budget -= group.length;
    }
    if (chosen.size === 0) {
      const i = 1 + random.nextInt(words);
      wordIds[i] = options.maskWordId;
      chosen.add(i);
    }
  }
  const maskedWords = Int32Array.from(chosen).sort();
  return {
    wordIds,
    entityIds,
    entityPositions: example.entityPositions,
    maskedWords,
    wordLabels: maskedWords.map((i) => example.wordIds[i]!),
    maskedEntities,
    entityLabels: maskedEntities.map((i) => example.entityIds[i]!),
  };
}

function chooseEntities(entities: number, probability: number, random: MaskingRandom): Int32Array {
  if (probability === 0 || entities === 0) return new Int32Array(0);
  const count = Math.max(1, roundHalfEven(entities * probability));
  return random.permutation(entities).slice(0, count).sort();
}

/** One draw decides for the whole group; each of its tokens gets a random word of its own. */
function replace(
  wordIds: Int32Array,
  group: readonly number[],
  options: MaskingOptions,
  random: MaskingRandom,
): void {
  const { randomWordProbability = 0.1, keptWordProbability = 0.1 } = options;
  const draw = random.nextFloat();
  const masked = 1 - randomWordProbability - keptWordProbability;
  if (draw < masked) {
    for (const i of group) wordIds[i] = options.maskWordId;
  } else if (draw < masked + randomWordProbability) {
    for (const i of group) {
      wordIds[i] = options.firstRandomWordId + random.nextInt(options.vocabSize - options.firstRandomWordId);
    }
  }
}
