import { collate, cosine, nearestEntities, nextTurn, readStates } from "@lukejs/tasks";
import * as tf from "@tensorflow/tfjs-core";
import { checkObject, checkSpan, checkText } from "../check-input.ts";
import { inputInvalid } from "../errors.ts";
import { freeModel, type OpenedModel, openModel } from "../open-model.ts";
import { createPipeline, type Pipeline, type TextSpan } from "../pipeline.ts";
import { startBackend } from "../start-backend.ts";
import type { PipelineDefinition } from "./define-pipeline.ts";
import { tokensOf } from "./tokens-of.ts";

/** An entity where a text mentions it; without a title it is whatever the model reads there. */
export interface EntityInText extends TextSpan {
  readonly text: string;
  readonly title?: string;
}

/**
 * An entity, to be compared with another or, with no other, with all of the vocabulary. Titles alone are compared by the
 * static vectors of the entity table, mentions in texts by the model's last states.
 */
export type EntitySimilarityInput =
  | { readonly title: string; readonly other: string }
  | {
      readonly title: string;
      readonly other?: undefined;
      /** Neighbours: 10. */
      readonly topK?: number;
    }
  | { readonly mention: EntityInText; readonly other: EntityInText };

export interface EntitySimilarityOutput {
  /** Cosine with the other, -1 to 1; absent where neighbours were asked. */
  readonly similarity?: number;
  /** The nearest entities, best first; empty where there was another. */
  readonly neighbors: readonly { readonly title: string; readonly similarity: number }[];
}

/** How alike entities are, by themselves or in their contexts. */
export type EntitySimilarityPipeline = Pipeline<EntitySimilarityInput, EntitySimilarityOutput>;

const name = "entity-similarity";

/** Cosines between static vectors of entities, or between their states in texts. */
export const entitySimilarityPipeline: PipelineDefinition<EntitySimilarityInput, EntitySimilarityOutput> = {
  architecture: "LukeForMaskedLM",
  entities: true,
  async open(files, options) {
    const backend = await startBackend(options.backend);
    const opened = await openModel(files, "LukeForMaskedLM", options);
    return createPipeline<EntitySimilarityInput, EntitySimilarityOutput>({
      task: name,
      labels: [],
      backend,
      async answer(inputs, { signal }) {
        const found: EntitySimilarityOutput[] = [];
        for (const input of inputs) {
          await nextTurn(signal);
          checkObject(name, input, "{ title }, { title, other } or { mention, other }");
          found.push(await compare(input, opened));
        }
        return found;
      },
      free: () => freeModel(opened),
    });
  },
};

async function compare(input: EntitySimilarityInput, model: OpenedModel): Promise<EntitySimilarityOutput> {
  if ("mention" in input) {
    const a = await stateOf("mention", input.mention, model);
    const b = await stateOf("other", input.other, model);
    return { similarity: cosine(a, b), neighbors: [] };
  }
  const id = idOf("title", input.title, model);
  const vector = await rowOf(id, model);
  if (input.other !== undefined) {
    const other = await rowOf(idOf("other", input.other, model), model);
    return { similarity: cosine(vector, other), neighbors: [] };
  }
  const { topK = 10 } = input;
  if (!Number.isInteger(topK) || topK < 1) {
    throw new RangeError(`Cannot run ${name}: topK is ${topK}, expected an integer of at least 1`);
  }
  const vocab = model.entities!;
  const without = new Set([vocab.padId, vocab.unkId, vocab.maskId, id]);
  const table = model.params.entityEmbeddings.entity;
  const nearest = await nearestEntities(table, vector, { count: topK, without });
  return {
    neighbors: nearest.flatMap((one) =>
      one.id < vocab.size ? [{ title: model.titles!.titleOf(one.id), similarity: one.similarity }] : [],
    ),
  };
}

function idOf(field: string, title: unknown, { entities: vocab, titles }: OpenedModel): number {
  checkText(name, field, title);
  const id = titles!.idOf(title);
  if (id === undefined) {
    throw inputInvalid(
      name,
      `"${field}" is "${title}", which is not in the entity vocabulary of ${vocab!.size}`,
      titles!.hint,
    );
  }
  return id;
}

async function rowOf(id: number, { params }: OpenedModel): Promise<Float32Array> {
  const table = params.entityEmbeddings.entity;
  const row = tf.tidy(() => tf.slice(table, [id, 0], [1, table.shape[1]!]));
  const values = (await row.data()) as Float32Array;
  row.dispose();
  return values;
}

/** The last state of the entity token at a mention. */
async function stateOf(field: string, mention: EntityInText, model: OpenedModel): Promise<Float32Array> {
  checkObject(name, mention, `"${field}" as { text, start, end }`);
  const { text, title } = mention;
  checkText(name, `${field}.text`, text);
  checkSpan(name, field, mention, text);
  const { tokenizer, config, entities: vocab } = model;
  const entityId = title === undefined ? vocab!.maskId : idOf(`${field}.title`, title, model);
  const { ids, starts, ends } = tokenizer.encode(text, { addSpecialTokens: false, addPrefixSpace: true });
  const span = tokensOf(starts, ends, mention);
  // As much of the text as the model takes, the mention in its middle.
  const size = Math.min(ids.length, config.maxPositions - config.padWordId - 3);
  const centre = (span.start + span.end) >> 1;
  const from = Math.max(0, Math.min(centre - (size >> 1), ids.length - size));
  const length = Math.min(span.end, from + size) - span.start;
  const features = {
    wordIds: Int32Array.of(tokenizer.bosId, ...ids.subarray(from, from + size), tokenizer.eosId),
    entityIds: Int32Array.of(entityId),
    entityPositions: [Int32Array.from({ length }, (_, i) => span.start - from + i + 1)],
  };
  const batch = collate([features], { padWordId: config.padWordId });
  const state = tf.tidy(() => readStates(model, batch, { entities: Int32Array.of(0) }).entities);
  const values = (await state.data()) as Float32Array;
  state.dispose();
  return values;
}
