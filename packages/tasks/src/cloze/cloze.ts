import { gatherRows } from "@lukejs/kernels";
import { binaryCrossEntropyLoss, clozeScorer, createHeadParams, type LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { collate, type LukeBatch } from "../features/collate.ts";
import { type ExampleDropout, rowDropout } from "../features/example-dropout.ts";
import { type InputOptions, mentionStates } from "../features/mention-states.ts";
import { realPlaces } from "../features/real-places.ts";
import { type FineTuningTask, maskRows, type TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { forEachBatch } from "../fine-tuning/for-each-batch.ts";
import { scoreAnswers } from "../question-answering/score-answers.ts";
import { clozeBaselines } from "./cloze-baselines.ts";
import { buildClozeFeatures, type ClozeFeatures, type ClozeOptions } from "./cloze-features.ts";
import { clozeMarkers } from "./cloze-pieces.ts";
import { describeCloze } from "./describe-cloze.ts";
import { type ClozeExample, readRecord } from "./read-record.ts";

export interface ClozePrediction {
  /** The mention with the highest score; empty when no window held a candidate. */
  readonly answer: string;
  /** `[entities]`, the highest logit of each mention over the windows; -Infinity where it was in none. */
  readonly scores: readonly number[];
}

/** Cloze-style question answering (paper §4.4, ReCoRD): which entity of the passage fills the gap in the query. */
export function cloze(
  options: ClozeOptions & InputOptions = {},
): FineTuningTask<ClozeExample, ClozeFeatures, ClozePrediction> {
  return {
    name: "cloze",
    architecture: "LukeForEntityCloze",
    selectBy: "exactMatch",
    markers: clozeMarkers,
    entityRows: maskRows,
    read: readRecord,
    describe: describeCloze,
    labelsOf: () => [],
    buildFeatures: (examples, context) => buildClozeFeatures(examples, context, options),
    createHead: (config, random) => createHeadParams(config, "LukeForEntityCloze", random),
    itemsOf: ({ candidates }) => candidates.length,
    loss(model, batch, dropout) {
      const collated = collate(batch, { padWordId: model.config.padWordId });
      const { size } = collated;
      const width = collated.entities - 1;
      const [labels, mask] = [new Float32Array(size * width), new Float32Array(size * width)];
      for (const [row, features] of batch.entries()) {
        labels.set(features.labels, row * width);
        mask.fill(1, row * width, row * width + features.labels.length);
      }
      const logits = candidateLogits(model, collated, options, dropout);
      return binaryCrossEntropyLoss(
        logits,
        tf.tensor2d(labels, [size, width]),
        tf.tensor2d(mask, [size, width]),
      );
    },
    async predict(model, examples, features, { maxTokens, signal }) {
      const scores = examples.map(({ entities }) => entities.map(() => Number.NEGATIVE_INFINITY));
      await forEachBatch(
        features,
        { maxTokens, signal, padWordId: model.config.padWordId },
        (collated) => [candidateLogits(model, collated, options)],
        (part, [numbers], { entities }) => {
          for (const [row, { example, candidates }] of part.entries()) {
            for (const [i, entity] of candidates.entries()) {
              const logit = numbers![row * (entities - 1) + i]!;
              scores[example]![entity] = Math.max(scores[example]![entity]!, logit);
            }
          }
        },
      );
      return examples.map(({ passage, entities }, i) => {
        const best = entities[scores[i]!.indexOf(Math.max(...scores[i]!))];
        const answered = best !== undefined && scores[i]!.some((score) => score > Number.NEGATIVE_INFINITY);
        return { answer: answered ? passage.slice(best.start, best.end) : "", scores: scores[i]! };
      });
    },
    score: (examples, predictions) =>
      score(
        examples,
        predictions.map((prediction) => prediction.answer),
      ),
    baselines: (train, test) => clozeBaselines(train, test, (predictions) => score(test, predictions)),
  };
}

/** [batch, candidates]; padded candidates have the score of some other one. */
function candidateLogits(
  model: LukeModel,
  batch: LukeBatch,
  options: InputOptions,
  dropout?: ExampleDropout,
): tf.Tensor2D {
  const { size, entityMask } = batch;
  const entities = mentionStates(model, batch, realPlaces(entityMask), options, dropout);
  let count = 0;
  const rows = entityMask.map((real) => (real === 0 ? 0 : count++));
  const padded = gatherRows(entities, tf.tensor2d(rows, [size, batch.entities], "int32")) as tf.Tensor3D;
  return clozeScorer(model.headParams.clozeScorer!, padded, {
    dropout: rowDropout(dropout, new Array<number>(size).fill(batch.entities - 1)),
  });
}

/** EM and F1 of the official scorer; the paper reports both, F1 is the main one. */
function score(examples: readonly ClozeExample[], answers: readonly string[]): TaskScores {
  const predictions = new Map(examples.map(({ id }, i) => [id, answers[i]!] as const));
  const { exactMatch, f1 } = scoreAnswers(examples, predictions);
  return { main: f1, details: { exactMatch, f1 } };
}
