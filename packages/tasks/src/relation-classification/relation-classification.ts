import { createHeadParams, crossEntropyLoss, entityPairClassification, type LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { collate, type LukeBatch } from "../features/collate.ts";
import { type ExampleDropout, rowDropout } from "../features/example-dropout.ts";
import { firstEntities } from "../features/first-entities.ts";
import type { InputOptions } from "../features/mention-states.ts";
import { type FineTuningTask, maskRows, type TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { forEachBatch } from "../fine-tuning/for-each-batch.ts";
import { describeRelations } from "./describe-relations.ts";
import { type RelationExample, readTacred } from "./read-tacred.ts";
import { relationBaselines } from "./relation-baselines.ts";
import { buildRelationFeatures, type RelationFeatures, relationMarkers } from "./relation-features.ts";
import { noRelation, scoreRelations } from "./score-relations.ts";

export interface RelationPrediction {
  readonly label: string;
  /** Logits of all labels, in their order. */
  readonly logits: Float32Array;
}

/** Relation classification (paper §4.2, TACRED): the relation of the head to the tail, or none. */
export function relationClassification(
  options: InputOptions = {},
): FineTuningTask<RelationExample, RelationFeatures, RelationPrediction> {
  return {
    name: "relation-classification",
    architecture: "LukeForEntityPairClassification",
    markers: relationMarkers,
    entityRows: [...maskRows, { name: "[MASK2]", from: "[MASK]" }],
    read: readTacred,
    describe: describeRelations,
    labelsOf(train) {
      const others = new Set(train.map((example) => example.label));
      others.delete(noRelation);
      others.delete("");
      return [noRelation, ...[...others].sort()];
    },
    buildFeatures: buildRelationFeatures,
    createHead: (config, random, labels) =>
      createHeadParams(config, "LukeForEntityPairClassification", random, { numLabels: labels.length }),
    itemsOf: ({ label }) => (label < 0 ? 0 : 1),
    loss(model, batch, dropout) {
      const collated = collate(batch, { padWordId: model.config.padWordId });
      const labels = tf.tensor1d(
        batch.map((features) => features.label),
        "int32",
      );
      return crossEntropyLoss(relationLogits(model, collated, options, dropout), labels);
    },
    async predict(model, examples, features, { labels, maxTokens, signal }) {
      const predictions: RelationPrediction[] = new Array(examples.length);
      await forEachBatch(
        features,
        { maxTokens, signal, padWordId: model.config.padWordId },
        (collated) => [relationLogits(model, collated, options)],
        (part, [numbers]) => {
          for (const [row, { example }] of part.entries()) {
            const logits = numbers!.slice(row * labels.length, (row + 1) * labels.length);
            predictions[example] = { label: labels[logits.indexOf(Math.max(...logits))]!, logits };
          }
        },
      );
      return predictions;
    },
    score: (examples, predictions) =>
      score(
        examples,
        predictions.map((prediction) => prediction.label),
      ),
    baselines: (train, test) => relationBaselines(train, test, (predictions) => score(test, predictions)),
  };
}

/** [batch, labels] */
function relationLogits(
  model: LukeModel,
  batch: LukeBatch,
  options: InputOptions,
  dropout?: ExampleDropout,
): tf.Tensor2D {
  return entityPairClassification(
    model.headParams.classifier!,
    firstEntities(model, batch, 2, options, dropout),
    {
      dropout: rowDropout(dropout, new Array<number>(batch.size).fill(1)),
    },
  );
}

/** Of the sentences that have a label. */
function score(examples: readonly RelationExample[], predictions: readonly string[]): TaskScores {
  const labelled = [...examples.keys()].filter((i) => examples[i]!.label !== "");
  const { precision, recall, f1 } = scoreRelations(
    labelled.map((i) => examples[i]!.label),
    labelled.map((i) => predictions[i]!),
  );
  return { main: 100 * f1, details: { precision: 100 * precision, recall: 100 * recall, f1: 100 * f1 } };
}
