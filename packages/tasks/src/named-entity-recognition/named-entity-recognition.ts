import { disposeParameters, type Random } from "@lukejs/kernels";
import {
  createHeadParams,
  crossEntropyLoss,
  entitySpanClassification,
  type HeadParams,
  type LukeConfig,
  type LukeModel,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { collate, type LukeBatch } from "../features/collate.ts";
import { type ExampleDropout, rowDropout } from "../features/example-dropout.ts";
import { type InputOptions, withoutEntities } from "../features/mention-states.ts";
import { readStates } from "../features/read-states.ts";
import { realPlaces } from "../features/real-places.ts";
import { type FineTuningTask, maskRows, type TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { forEachBatch } from "../fine-tuning/for-each-batch.ts";
import { decodeSpans } from "./decode-spans.ts";
import { describeNames } from "./describe-names.ts";
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
  options: NerOptions & InputOptions = {},
): FineTuningTask<NerDocument, NerFeatures, NerPrediction> {
  return {
    name: "named-entity-recognition",
    architecture: "LukeForEntitySpanClassification",
    markers: [],
    entityRows: maskRows,
    read: readConll,
    describe: (documents) => describeNames(documents, options.maxSpanLength ?? 16),
    labelsOf(train) {
      const sentences = train.flatMap((document) => document.sentences);
      return [noName, ...[...new Set(sentences.flatMap(({ spans }) => spans.map((s) => s.label)))].sort()];
    },
    buildFeatures: (examples, context) => buildNerFeatures(examples, context, options),
    createHead: (config, random, labels) => createHead(config, random, labels.length, options),
    itemsOf: ({ labels }) => labels.filter((label) => label >= 0).length,
    loss(model, batch, dropout) {
      const collated = collate(batch, { padWordId: model.config.padWordId });
      const labels = batch.flatMap((features) => [...features.labels]);
      return crossEntropyLoss(spanLogits(model, collated, options, dropout), tf.tensor1d(labels, "int32"));
    },
    async predict(model, examples, features, { labels, maxTokens, signal }) {
      const scored = examples.map(({ sentences }) =>
        sentences.map((): (ScoredName & { logit: number })[] => []),
      );
      await forEachBatch(
        features,
        { maxTokens, signal, padWordId: model.config.padWordId },
        (collated) => [spanLogits(model, collated, options)],
        (part, [numbers]) => {
          let at = 0;
          for (const { example, spans } of part) {
            for (const { sentence, ...span } of spans) {
              const logits = numbers!.subarray(at, (at += labels.length));
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

/** `[labels, 3 · hidden]`: first word, last word, entity; without entity inputs the same numbers for the words alone. */
function createHead(
  config: LukeConfig,
  random: Random,
  numLabels: number,
  { entityInputs = true }: InputOptions,
): HeadParams {
  const head = createHeadParams(config, "LukeForEntitySpanClassification", random, { numLabels });
  if (entityInputs) return head;
  const { weight, bias } = head.classifier!;
  const width = 2 * config.hiddenSize;
  const ofWords = tf.tidy(() => tf.variable(tf.slice(weight, [0, 0], [numLabels, width])));
  disposeParameters({ weight });
  return { classifier: { weight: ofWords as tf.Tensor2D, ...(bias === undefined ? {} : { bias }) } };
}

/** The spans of all examples one after another. [spans, labels] */
function spanLogits(
  model: LukeModel,
  batch: LukeBatch,
  { entityInputs = true }: InputOptions,
  dropout?: ExampleDropout,
): tf.Tensor2D {
  const spans = realPlaces(batch.entityMask);
  const wordsAt = (places: Int32Array): Int32Array =>
    spans.map((span) => Math.floor(span / batch.entities) * batch.words + places[span]!);
  const ends = new Int32Array(2 * spans.length);
  ends.set(wordsAt(batch.entityStarts!));
  ends.set(wordsAt(batch.entityEnds!), spans.length);
  const states = entityInputs
    ? readStates(model, batch, { words: ends, entities: spans }, dropout)
    : readStates(model, withoutEntities(batch), { words: ends }, dropout);
  // The head takes them as one text: the first words of all spans, then their last words.
  const rows = (first: number): tf.Tensor2D =>
    tf.reshape(tf.range(first, first + spans.length, 1, "int32"), [1, spans.length]);
  const inputs = {
    words: tf.expandDims<tf.Tensor3D>(states.words, 0),
    ...(entityInputs ? { entities: tf.expandDims<tf.Tensor3D>(states.entities, 0) } : {}),
    starts: rows(0),
    ends: rows(spans.length),
  };
  const counts = new Array<number>(batch.size).fill(0);
  for (const span of spans) counts[Math.floor(span / batch.entities)]!++;
  const logits = entitySpanClassification(model.headParams.classifier!, inputs, {
    dropout: rowDropout(dropout, counts),
  });
  return tf.reshape(logits, [spans.length, logits.shape[2]]);
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
