import type { LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { nextTurn } from "../fine-tuning/next-turn.ts";
import { maskedBatches } from "../pretraining/masked-batches.ts";
import { pretrainingLogits } from "../pretraining/pretraining-logits.ts";
import { type MaskedText, maskedWindows } from "./masked-windows.ts";

/** A mention and what it may mean. */
export interface AmbiguousMention {
  /** Word tokens of the text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** At least one, with their shares of the name's links, above 0. */
  readonly candidates: readonly { readonly entityId: number; readonly prior: number }[];
}

/** A text in word tokens, without `<s>` and `</s>`. */
export interface AmbiguousText {
  readonly ids: Int32Array;
  readonly mentions: readonly AmbiguousMention[];
}

export interface DisambiguationOptions {
  readonly bosId: number;
  readonly eosId: number;
  /** Row of [MASK] in the entity table: 2. */
  readonly maskEntityId?: number;
  /** Word tokens that the model takes, `<s>` and `</s>` included. */
  readonly maxWords: number;
  /** Padded tokens per forward pass: 4096. */
  readonly maxTokens?: number;
  /**
   * How much the logarithm of the prior counts beside the model's score: 1, what the model says and what is usual
   * together; 0 leaves it to the model.
   */
  readonly priorWeight?: number;
  /** Forward passes over a text at most; mentions are settled that many at a time, the surest first: 8. */
  readonly passes?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Of one mention: the probability of each candidate, and which has the highest. */
export interface Disambiguation {
  readonly best: number;
  readonly scores: readonly number[];
}

/**
 * Which entities the mentions of texts mean. All are [MASK] at first; the model predicts them among their candidates, the
 * surest become what they were found to be, and the others are predicted again beside them, as in global entity
 * disambiguation with LUKE (arXiv 1909.00426). A mention with one candidate is that from the start. Texts longer than the
 * model are read in windows. One list for each text, in the order of its mentions.
 *
 * @throws RangeError when the model lacks the head for masked entities, or for a mention without candidates
 */
export async function disambiguateEntities(
  model: LukeModel,
  texts: readonly AmbiguousText[],
  options: DisambiguationOptions,
): Promise<Disambiguation[][]> {
  const found: Disambiguation[][] = [];
  for (const text of texts) found.push(await disambiguateText(model, text, options));
  return found;
}

async function disambiguateText(
  model: LukeModel,
  { ids, mentions }: AmbiguousText,
  options: DisambiguationOptions,
): Promise<Disambiguation[]> {
  const { maskEntityId = 2, passes = 8, signal } = options;
  const found = mentions.map(({ candidates }, i): Disambiguation | undefined => {
    if (candidates.length === 0) throw new RangeError(`disambiguateEntities: mention ${i} has no candidates`);
    return candidates.length === 1 ? { best: 0, scores: [1] } : undefined;
  });
  const settled = found.map((one) => one !== undefined);
  const open = (): number[] => [...settled.keys()].filter((i) => !settled[i]);
  const each = Math.ceil(open().length / passes);
  for (let left = open(); left.length > 0; left = open()) {
    signal?.throwIfAborted();
    const entities = mentions.map(({ start, end, candidates }, i) => ({
      ...{ start, end },
      id: settled[i] ? candidates[found[i]!.best]!.entityId : maskEntityId,
      asked: !settled[i],
    }));
    const scores = await predict(
      model,
      { ids, entities },
      left.map((i) => mentions[i]!),
      options,
    );
    for (const [at, i] of left.entries()) found[i] = scores[at]!;
    const surest = [...left].sort((a, b) => sureness(found[b]!) - sureness(found[a]!) || a - b);
    for (const i of surest.slice(0, each)) settled[i] = true;
  }
  return found as Disambiguation[];
}

const sureness = ({ best, scores }: Disambiguation): number => scores[best]!;

/** The candidates of the mentions that are asked, once each. */
async function predict(
  model: LukeModel,
  text: Omit<MaskedText, "words">,
  asked: readonly AmbiguousMention[],
  options: DisambiguationOptions,
): Promise<Disambiguation[]> {
  const { bosId, eosId, maxWords, maxTokens = 4096, priorWeight = 1, signal } = options;
  const examples = maskedWindows(
    { ...text, words: [] },
    {
      ...{ bosId, eosId, maxWords },
      firstPlace: 0,
    },
  );
  const candidates = Int32Array.from(
    new Set(asked.flatMap((mention) => mention.candidates.map(({ entityId }) => entityId))),
  ).sort();
  const column = new Map([...candidates].map((id, i) => [id, i]));
  const found: Disambiguation[] = [];
  for (const batch of maskedBatches(examples, { maxTokens, padWordId: model.config.padWordId })) {
    await nextTurn(signal);
    const places = batch.entityLabels;
    const corrections = new Float32Array(places.length * candidates.length);
    const logits = tf.tidy(
      () =>
        pretrainingLogits(model, batch, undefined, { candidates, labels: places, corrections }).entities!
          .logits,
    );
    const numbers = (await logits.data()) as Float32Array;
    logits.dispose();
    for (const [row, place] of places.entries()) {
      const own = asked[place]!.candidates.map(
        ({ entityId, prior }) =>
          numbers[row * candidates.length + column.get(entityId)!]! + priorWeight * Math.log(prior),
      );
      found[place] = ofLogits(own);
    }
  }
  return found;
}

function ofLogits(logits: readonly number[]): Disambiguation {
  const highest = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - highest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return { best: logits.indexOf(highest), scores: exponentials.map((value) => value / sum) };
}
