import {
  binaryCrossEntropyLoss,
  createHeadParams,
  entityClassification,
  type LukeModel,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { collate, type LukeBatch } from "../features/collate.ts";
import { type ExampleDropout, rowDropout } from "../features/example-dropout.ts";
import { firstEntities } from "../features/first-entities.ts";
import type { InputOptions } from "../features/mention-states.ts";
import { type FineTuningTask, maskRows, type TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { forEachBatch } from "../fine-tuning/for-each-batch.ts";
import { describeTyping } from "./describe-typing.ts";
import { entityTypingBaselines } from "./entity-typing-baselines.ts";
import {
  buildEntityTypingFeatures,
  type EntityTypingFeatures,
  entityTypingMarkers,
} from "./entity-typing-features.ts";
import { meanReciprocalRank } from "./mean-reciprocal-rank.ts";
import { type EntityTypingExample, readOpenEntity } from "./read-open-entity.ts";
import { scoreLabelSets } from "./score-label-sets.ts";

export interface EntityTypingPrediction {
  /** Labels with a positive logit; may be empty. */
  readonly labels: readonly string[];
  /** Logits of all labels, in their order. */
  readonly logits: Float32Array;
  /** Mean of 1 / rank of the right labels among these logits; absent for a mention without labels. */
  readonly reciprocalRank?: number;
}

/** Entity typing (paper §4.1, Open Entity): which of the labels a mention has, each by itself. */
export function entityTyping(
  options: InputOptions = {},
): FineTuningTask<EntityTypingExample, EntityTypingFeatures, EntityTypingPrediction> {
  return {
    name: "entity-typing",
    architecture: "LukeForEntityClassification",
    markers: entityTypingMarkers,
    entityRows: maskRows,
    read: readOpenEntity,
    describe: describeTyping,
    labelsOf: (train) => [...new Set(train.flatMap((example) => example.labels))].sort(),
    buildFeatures: buildEntityTypingFeatures,
    createHead: (config, random, labels) =>
      createHeadParams(config, "LukeForEntityClassification", random, { numLabels: labels.length }),
    itemsOf: () => 1,
    loss(model, batch, dropout) {
      const logits = typingLogits(
        model,
        collate(batch, { padWordId: model.config.padWordId }),
        options,
        dropout,
      );
      const targets = tf.stack(batch.map((features) => tf.tensor1d(features.labels)));
      return binaryCrossEntropyLoss(logits, targets);
    },
    async predict(model, examples, features, { labels, maxTokens, signal }) {
      const predictions: EntityTypingPrediction[] = new Array(examples.length);
      await forEachBatch(
        features,
        { maxTokens, signal, padWordId: model.config.padWordId },
        (collated) => [typingLogits(model, collated, options)],
        (part, [numbers]) => {
          for (const [row, { example }] of part.entries()) {
            const logits = numbers!.slice(row * labels.length, (row + 1) * labels.length);
            const right = examples[example]!.labels;
            predictions[example] = {
              labels: labels.filter((_, label) => logits[label]! > 0),
              logits,
              ...(right.length === 0 ? {} : { reciprocalRank: reciprocalRank(logits, right, labels) }),
            };
          }
        },
      );
      return predictions;
    },
    score(examples, predictions) {
      const { main, details } = score(
        examples,
        predictions.map((prediction) => prediction.labels),
      );
      const ranks = predictions.flatMap((prediction) => prediction.reciprocalRank ?? []);
      const mrr = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
      return { main, details: { ...details, ...(ranks.length === 0 ? {} : { mrr: 100 * mrr }) } };
    },
    baselines: (train, test) => entityTypingBaselines(train, test, (predictions) => score(test, predictions)),
  };
}

/** [batch, labels] */
function typingLogits(
  model: LukeModel,
  batch: LukeBatch,
  options: InputOptions,
  dropout?: ExampleDropout,
): tf.Tensor2D {
  return entityClassification(
    model.headParams.classifier!,
    firstEntities(model, batch, 1, options, dropout),
    {
      dropout: rowDropout(dropout, new Array<number>(batch.size).fill(1)),
    },
  );
}

/** As {@link meanReciprocalRank} of one example; a label that the head lacks has no rank and counts as 0. */
function reciprocalRank(logits: Float32Array, right: readonly string[], labels: readonly string[]): number {
  const gold = labels.map((label) => (right.includes(label) ? 1 : 0));
  const known = gold.filter((one) => one === 1).length;
  return (meanReciprocalRank([logits], [gold]) * known) / right.length;
}

function score(
  examples: readonly EntityTypingExample[],
  predictions: readonly (readonly string[])[],
): TaskScores {
  const { micro, macro, strict } = scoreLabelSets(
    examples.map((example) => example.labels),
    predictions,
  );
  return {
    main: 100 * micro.f1,
    details: {
      precision: 100 * micro.precision,
      recall: 100 * micro.recall,
      f1: 100 * micro.f1,
      macroF1: 100 * macro.f1,
      strictF1: 100 * strict.f1,
    },
  };
}
