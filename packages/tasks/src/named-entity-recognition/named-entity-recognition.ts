import type { Dropout } from "@lukejs/kernels";
import {
  createHeadParams,
  crossEntropyLoss,
  entitySpanClassification,
  type LukeModel,
  luke,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { collate, type LukeBatch } from "../features/collate.ts";
import { toTensors } from "../features/to-tensors.ts";
import { type FineTuningTask, maskRows, type TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { forEachBatch } from "../fine-tuning/for-each-batch.ts";
import { decodeSpans } from "./decode-spans.ts";
import { nerBaselines } from "./ner-baselines.ts";
import { buildNerFeatures, type NerFeatures, type NerOptions, noName } from "./ner-features.ts";
import { type NerDocument, readConll } from "./read-conll.ts";
import { scoreChunks } from "./score-chunks.ts";
import { type NameSpan, tagsOfSpans } from "./spans-of-tags.ts";

/** A name with the probability of its label, 0..1. */
export interface ScoredName extends NameSpan {
  readonly score: number;
}

/** Names of each sentence of a document. */
export interface NerPrediction {
  readonly sentences: readonly (readonly ScoredName[])[];
}

/** Named entity recognition (paper §4.3, CoNLL-2003): which stretches of words are names, and of what type. */
export function namedEntityRecognition(
  options: NerOptions = {},
): FineTuningTask<NerDocument, NerFeatures, NerPrediction> {
  return {
    name: "named-entity-recognition",
    architecture: "LukeForEntitySpanClassification",
    markers: [],
    entityRows: maskRows,
    read: readConll,
    labelsOf(train) {
      const sentences = train.flatMap((document) => document.sentences);
      return [noName, ...[...new Set(sentences.flatMap(({ spans }) => spans.map((s) => s.label)))].sort()];
    },
    buildFeatures: (examples, context) => buildNerFeatures(examples, context, options),
    createHead: (config, random, labels) =>
      createHeadParams(config, "LukeForEntitySpanClassification", random, { numLabels: labels.length }),
    itemsOf: ({ labels }) => labels.filter((label) => label >= 0).length,
    loss(model, batch, dropout) {
      const collated = collate(batch, { padWordId: model.config.padWordId });
      const { size, entities } = collated;
      const labels = new Int32Array(size * entities).fill(-1);
      for (const [row, features] of batch.entries()) labels.set(features.labels, row * entities);
      return crossEntropyLoss(
        spanLogits(model, collated, dropout),
        tf.tensor2d(labels, [size, entities], "int32"),
      );
    },
    async predict(model, examples, features, { labels, maxTokens }) {
      const scored = examples.map(({ sentences }) =>
        sentences.map((): (ScoredName & { logit: number })[] => []),
      );
      await forEachBatch(
        features,
        { maxTokens, padWordId: model.config.padWordId },
        (_, batch) => [spanLogits(model, batch)],
        (part, [numbers], { entities }) => {
          for (const [row, { example, sentence, spans }] of part.entries()) {
            for (const [i, span] of spans.entries()) {
              const at = (row * entities + i) * labels.length;
              const logits = numbers!.subarray(at, at + labels.length);
              const logit = Math.max(...logits);
              const label = logits.indexOf(logit);
              if (label === 0) continue;
              const score = 1 / logits.reduce((sum, other) => sum + Math.exp(other - logit), 0);
              scored[example]![sentence]!.push({ ...span, label: labels[label]!, score, logit });
            }
          }
        },
      );
      return scored.map((sentences) => ({
        sentences: sentences.map((names) =>
          decodeSpans(names).map(({ start, end, label, score }) => ({ start, end, label, score })),
        ),
      }));
    },
    score: (examples, predictions) =>
      score(
        examples,
        predictions.map((prediction) => prediction.sentences),
      ),
    baselines: (train, test) => nerBaselines(train, test, (predictions) => score(test, predictions)),
  };
}

/** [batch, entities, labels] */
function spanLogits(model: LukeModel, batch: LukeBatch, dropout?: Dropout): tf.Tensor3D {
  const { words, entities } = luke(model.params, toTensors(batch), model.config, { dropout });
  const places = (values: Int32Array): tf.Tensor2D =>
    tf.tensor2d(values, [batch.size, batch.entities], "int32");
  const spans = { starts: places(batch.entityStarts!), ends: places(batch.entityEnds!) };
  const inputs = { words, entities: entities!, ...spans };
  return entitySpanClassification(model.headParams.classifier!, inputs, { dropout });
}

function score(
  documents: readonly NerDocument[],
  predictions: readonly (readonly (readonly NameSpan[])[])[],
): TaskScores {
  const gold: string[][] = [];
  const predicted: string[][] = [];
  for (const [i, { sentences }] of documents.entries()) {
    for (const [j, { words, spans }] of sentences.entries()) {
      gold.push(tagsOfSpans(spans, words.length));
      predicted.push(tagsOfSpans(predictions[i]![j]!, words.length));
    }
  }
  const { precision, recall, f1, types } = scoreChunks(gold, predicted);
  const perType = [...types].map(([type, figures]) => [`f1.${type}`, figures.f1] as const);
  return { main: f1, details: { precision, recall, f1, ...Object.fromEntries(perType) } };
}
