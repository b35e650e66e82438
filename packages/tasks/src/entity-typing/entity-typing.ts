import type { Dropout } from "@lukejs/kernels";
import {
  binaryCrossEntropyLoss,
  createHeadParams,
  entityClassification,
  type LukeModel,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { collate, type LukeBatch } from "../features/collate.ts";
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
import { type EntityTypingExample, readOpenEntity } from "./read-open-entity.ts";
import { scoreLabelSets } from "./score-label-sets.ts";

export interface EntityTypingPrediction {
  /** Labels with a positive logit; may be empty. */
  readonly labels: readonly string[];
  /** Logits of all labels, in their order. */
  readonly logits: Float32Array;
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
    async predict(model, examples, features, { labels, maxTokens }) {
      const predictions: EntityTypingPrediction[] = new Array(examples.length);
      await forEachBatch(
        features,
        { maxTokens, padWordId: model.config.padWordId },
        (collated) => [typingLogits(model, collated, options)],
        (part, [numbers]) => {
          for (const [row, { example }] of part.entries()) {
            const logits = numbers!.slice(row * labels.length, (row + 1) * labels.length);
            predictions[example] = { labels: labels.filter((_, label) => logits[label]! > 0), logits };
          }
        },
      );
      return predictions;
    },
    score: (examples, predictions) =>
      score(
        examples,
        predictions.map((prediction) => prediction.labels),
      ),
    baselines: (train, test) => entityTypingBaselines(train, test, (predictions) => score(test, predictions)),
  };
}

/** [batch, labels] */
function typingLogits(
  model: LukeModel,
  batch: LukeBatch,
  options: InputOptions,
  dropout?: Dropout,
): tf.Tensor2D {
  return entityClassification(
    model.headParams.classifier!,
    firstEntities(model, batch, 1, options, dropout),
    {
      dropout,
    },
  );
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
