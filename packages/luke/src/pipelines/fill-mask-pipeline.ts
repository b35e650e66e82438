import { type MaskedExample, maskedBatches, maskedWindows, nextTurn, pretrainingLogits } from "@lukejs/tasks";
import * as tf from "@tensorflow/tfjs-core";
import { checkObject, checkSpan, checkText, mentionOf } from "../check-input.ts";
import { inputInvalid } from "../errors.ts";
import { highestScores, type ScoredId } from "../highest-scores.ts";
import { freeModel, type OpenedModel, openModel } from "../open-model.ts";
import { createPipeline, type Mention, type Pipeline, type TextSpan } from "../pipeline.ts";
import { startBackend } from "../start-backend.ts";
import type { PipelineDefinition } from "./define-pipeline.ts";
import { tokensOf } from "./tokens-of.ts";

export interface FillMaskInput {
  /** With `<mask>` for each word token that is left out. */
  readonly text: string;
  /** Mentions: with a title a known entity, which helps; without one the entity is predicted. */
  readonly entities?: readonly (TextSpan & { readonly title?: string })[];
  /** Candidates for each place: 5. */
  readonly topK?: number;
}

export interface FillMaskOutput {
  /** For each `<mask>` the words, best first, with probabilities among all words. */
  readonly words: readonly (Mention & {
    readonly candidates: readonly { readonly word: string; readonly score: number }[];
  })[];
  /** For each mention without a title the entities, best first, with probabilities among all entities. */
  readonly entities: readonly (Mention & {
    readonly candidates: readonly { readonly title: string; readonly score: number }[];
  })[];
}

/** Predicts masked words and masked entities, as pretraining does (paper §3.3). */
export type FillMaskPipeline = Pipeline<string | FillMaskInput, FillMaskOutput>;

const name = "fill-mask";

/** Words and entities that are left out of a text: what pretraining learns (paper §3.3). */
export const fillMaskPipeline: PipelineDefinition<string | FillMaskInput, FillMaskOutput> = {
  architecture: "LukeForMaskedLM",
  entities: true,
  async open(files, options) {
    const backend = await startBackend(options.backend);
    const opened = await openModel(files, "LukeForMaskedLM", options);
    const maxTokens = options.maxTokens ?? 4096;
    return createPipeline<string | FillMaskInput, FillMaskOutput>({
      task: name,
      labels: [],
      backend,
      async answer(inputs, { signal }) {
        const texts = inputs.map((input) => placesOf(input, opened));
        const examples: MaskedExample[] = [];
        let firstPlace = 0;
        const counts: number[] = [];
        for (const text of texts) {
          examples.push(...maskedWindows(text, { ...limitsOf(opened), firstPlace }));
          counts.push(
            ...new Array<number>(text.wordMentions.length + text.entityMentions.length).fill(text.topK),
          );
          firstPlace = counts.length;
        }
        const found = await predictPlaces(opened, examples, counts, maxTokens, signal);
        let at = 0;
        return texts.map(({ wordMentions, entityMentions }) => ({
          words: wordMentions.map((mention) => ({ ...mention, candidates: wordsOf(opened, found[at++]!) })),
          entities: entityMentions.map((mention) => ({
            ...mention,
            candidates: titlesOf(opened, found[at++]!),
          })),
        }));
      },
      free: () => freeModel(opened),
    });
  },
};

/** The text in tokens, and what to predict with its place in the text. */
function placesOf(input: string | FillMaskInput, { tokenizer, entities: vocab, titles }: OpenedModel) {
  if (typeof input !== "string") checkObject(name, input, "a text or { text, entities }");
  const { text, entities = [], topK = 5 } = typeof input === "string" ? { text: input } : input;
  checkText(name, "text", text);
  if (!Number.isInteger(topK) || topK < 1) {
    throw new RangeError(`Cannot run ${name}: topK is ${topK}, expected an integer of at least 1`);
  }
  const { ids, starts, ends } = tokenizer.encode(text, { addSpecialTokens: false, addPrefixSpace: true });
  const words = [...ids.keys()].filter((i) => ids[i] === tokenizer.maskId);
  const placed = entities.map((entity, i) => {
    const field = `entities[${i}]`;
    checkSpan(name, field, entity, text);
    const id = entity.title === undefined ? vocab!.maskId : titles!.idOf(entity.title);
    if (id === undefined) {
      throw inputInvalid(
        name,
        `"${field}" names "${entity.title}", which is not in the entity vocabulary of ${vocab!.size}`,
        titles!.hint ?? "Leave the title out to have the entity predicted.",
      );
    }
    return { ...tokensOf(starts, ends, entity), id, asked: entity.title === undefined };
  });
  const entityMentions = entities
    .filter(({ title }) => title === undefined)
    .map((entity) => mentionOf(text, entity));
  if (words.length + entityMentions.length === 0) {
    throw inputInvalid(
      name,
      "there is nothing to predict",
      `Write ${tokenizer.tokenOf(tokenizer.maskId)} where a word is left out, or give entities without titles.`,
    );
  }
  const wordMentions = words.map((i) => mentionOf(text, { start: starts[i]!, end: ends[i]! }));
  return { ids, words, entities: placed, wordMentions, entityMentions, topK };
}

function limitsOf({ config, tokenizer: { bosId, eosId } }: OpenedModel) {
  return { bosId, eosId, maxWords: config.maxPositions - config.padWordId - 1 };
}

/** The best ids at each place, by its number. */
async function predictPlaces(
  model: OpenedModel,
  examples: readonly MaskedExample[],
  counts: readonly number[],
  maxTokens: number,
  signal: AbortSignal | undefined,
): Promise<ScoredId[][]> {
  const found: ScoredId[][] = [];
  for (const batch of maskedBatches(examples, { maxTokens, padWordId: model.config.padWordId })) {
    await nextTurn(signal);
    const { words, entities } = tf.tidy(() => {
      const logits = pretrainingLogits(model, batch);
      return { words: logits.words?.logits, entities: logits.entities?.logits };
    });
    for (const [logits, places] of [
      [words, batch.wordLabels],
      [entities, batch.entityLabels],
    ] as const) {
      if (logits === undefined) continue;
      const numbers = (await logits.data()) as Float32Array;
      const width = logits.shape[1];
      logits.dispose();
      for (const [row, place] of places.entries()) {
        found[place] = highestScores(numbers.subarray(row * width, (row + 1) * width), counts[place]!);
      }
    }
  }
  return found;
}

function wordsOf({ tokenizer }: OpenedModel, ids: readonly ScoredId[]): { word: string; score: number }[] {
  return ids.map(({ id, score }) => ({
    word: tokenizer.tokenOf(id) === undefined ? "" : tokenizer.decode([id]).trim(),
    score,
  }));
}

function titlesOf(
  { entities, titles }: OpenedModel,
  ids: readonly ScoredId[],
): { title: string; score: number }[] {
  return ids.flatMap(({ id, score }) => (id < entities!.size ? [{ title: titles!.titleOf(id), score }] : []));
}
