import type { TextSpan } from "../fine-tuning/split-words.ts";
import type { MaskedExample } from "../pretraining/mask-example.ts";

/** A text in word tokens, without `<s>` and `</s>`. */
export interface MaskedText {
  readonly ids: Int32Array;
  /** Tokens to predict. */
  readonly words: readonly number[];
  /** Entities with the tokens of their mentions, `end` exclusive; `asked`: to predict. */
  readonly entities: readonly (TextSpan & { readonly id: number; readonly asked: boolean })[];
}

export interface WindowOptions {
  readonly bosId: number;
  readonly eosId: number;
  /** Word tokens that the model takes, `<s>` and `</s>` included. */
  readonly maxWords: number;
  /** Number of the first place; words count first, then the entities that are asked. */
  readonly firstPlace: number;
}

/** Word tokens of a mention whose positions are averaged, at most (as in pretraining). */
const maxMentionLength = 30;

/**
 * A masked text as the model reads it. Each place to predict is in one window, with context on both sides; the labels
 * are the numbers of the places. A text that fits is one window.
 */
export function maskedWindows(text: MaskedText, options: WindowOptions): MaskedExample[] {
  const { bosId, eosId, maxWords, firstPlace } = options;
  const size = Math.min(text.ids.length, maxWords - 2);
  const starts: number[] = [];
  const windowOf = (place: TextSpan): number => {
    const margin = size >> 2;
    const known = starts.find(
      (start) =>
        (start === 0 || place.start - start >= margin) &&
        (start + size === text.ids.length || start + size - place.end >= margin),
    );
    if (known !== undefined) return known;
    const centred = ((place.start + place.end) >> 1) - (size >> 1);
    const start = Math.max(0, Math.min(centred, text.ids.length - size));
    starts.push(start);
    return start;
  };
  const asked = text.entities.filter((entity) => entity.asked);
  const words = text.words.map((at, i) => ({
    at,
    place: firstPlace + i,
    window: windowOf({ start: at, end: at + 1 }),
  }));
  const places = asked.map((entity, i) => ({
    entity,
    place: firstPlace + text.words.length + i,
    window: windowOf(entity),
  }));
  return starts.map((start) => {
    const here = words.filter(({ window }) => window === start);
    const entitiesHere = places.filter(({ window }) => window === start);
    const known = text.entities.filter(
      (entity) => !entity.asked && entity.start >= start && entity.end <= start + size,
    );
    const entities = [...entitiesHere.map(({ entity }) => entity), ...known];
    return {
      wordIds: Int32Array.from([bosId, ...text.ids.subarray(start, start + size), eosId]),
      entityIds: Int32Array.from(entities, ({ id }) => id),
      entityPositions: entities.map((entity) => positionsIn(entity, start, size)),
      maskedWords: Int32Array.from(here, ({ at }) => at - start + 1),
      wordLabels: Int32Array.from(here, ({ place }) => place),
      maskedEntities: Int32Array.from(entitiesHere.keys()),
      entityLabels: Int32Array.from(entitiesHere, ({ place }) => place),
    };
  });
}

/** Positions of a mention's tokens that stand in the window, `<s>` being 0. */
function positionsIn(mention: TextSpan, start: number, size: number): Int32Array {
  const first = Math.max(mention.start, start);
  const length = Math.min(Math.min(mention.end, start + size) - first, maxMentionLength);
  return Int32Array.from({ length }, (_, i) => first + i - start + 1);
}
