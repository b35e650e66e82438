import { gatherRows } from "@lukejs/kernels";
import {
  type AnswerLogits,
  answerSpanLoss,
  createHeadParams,
  type LukeModel,
  questionAnswering as questionAnsweringHead,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { collate, type LukeBatch } from "../features/collate.ts";
import type { ExampleDropout } from "../features/example-dropout.ts";
import type { InputOptions } from "../features/mention-states.ts";
import { readStates } from "../features/read-states.ts";
import { realPlaces } from "../features/real-places.ts";
import type { FineTuningTask, TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { forEachBatch } from "../fine-tuning/for-each-batch.ts";
import { type AnswerSearch, bestAnswers, type ScoredAnswer } from "./best-answers.ts";
import { bestNullThreshold } from "./best-null-threshold.ts";
import { describeQuestions } from "./describe-questions.ts";
import { questionBaselines } from "./question-baselines.ts";
import { buildQuestionFeatures, type QuestionFeatures, type QuestionOptions } from "./question-features.ts";
import { type QuestionExample, readSquad } from "./read-squad.ts";
import { scoreAnswers } from "./score-answers.ts";
import { scoreAnswersOrNone } from "./score-answers-or-none.ts";

export interface QuestionAnsweringOptions extends QuestionOptions, AnswerSearch, InputOptions {
  /** Answers kept per question: 20. */
  readonly nBest?: number;
  /**
   * Questions may have no answer (SQuAD 2.0): the empty one is given where its score is above that of the best stretch by
   * more than this. Without it every question is answered (SQuAD 1.1).
   */
  readonly nullThreshold?: number;
}

export interface QuestionPrediction {
  /** The best answer, an exact slice of the passage; empty for a passage without words, and where there is none. */
  readonly answer: string;
  /** Best first, each stretch of the passage once. */
  readonly nBest: readonly ScoredAnswer[];
  /** Sum of the two logits of `<s>`, in the window where it is lowest: the score of there being no answer. */
  readonly nullScore: number;
}

/** Extractive question answering (paper §4.5, SQuAD 1.1): the stretch of the passage that answers the question. */
export function questionAnswering(
  options: QuestionAnsweringOptions = {},
): FineTuningTask<QuestionExample, QuestionFeatures, QuestionPrediction> {
  const { nBest = 20 } = options;
  return {
    name: "question-answering",
    architecture: "LukeForQuestionAnswering",
    markers: [],
    entityRows: undefined,
    read: readSquad,
    describe: describeQuestions,
    labelsOf: () => [],
    buildFeatures(examples, { findMentions, ...context }) {
      const reads = findMentions !== undefined && options.entityInputs !== false;
      return buildQuestionFeatures(examples, reads ? { ...context, findMentions } : context, options);
    },
    createHead: (config, random) => createHeadParams(config, "LukeForQuestionAnswering", random),
    itemsOf: () => 1,
    loss(model, batch, dropout) {
      const collated = collate(batch, { padWordId: model.config.padWordId });
      const positions = (key: "answerStart" | "answerEnd"): tf.Tensor1D =>
        tf.tensor1d(
          batch.map((features) => features[key]),
          "int32",
        );
      return answerSpanLoss(
        answerLogits(model, collated, dropout),
        positions("answerStart"),
        positions("answerEnd"),
      );
    },
    async predict(model, examples, features, { maxTokens, signal, ...given }) {
      const nullThreshold = options.nullThreshold ?? given.nullThreshold ?? Number.POSITIVE_INFINITY;
      const found: ScoredAnswer[][] = examples.map(() => []);
      const nullScores = examples.map(() => Number.POSITIVE_INFINITY);
      await forEachBatch(
        features,
        { maxTokens, signal, padWordId: model.config.padWordId },
        (collated) => {
          const { starts, ends } = answerLogits(model, collated);
          return [starts, ends];
        },
        (part, [starts, ends], { words }) => {
          for (const [row, one] of part.entries()) {
            const slice = (numbers: Float32Array): Float32Array =>
              numbers.subarray(row * words, (row + 1) * words);
            const logits = { starts: slice(starts!), ends: slice(ends!) };
            const answers = bestAnswers(one, examples[one.example]!.passage, logits, options);
            found[one.example]!.push(...answers);
            const nullScore = logits.starts[0]! + logits.ends[0]!;
            nullScores[one.example] = Math.min(nullScores[one.example]!, nullScore);
          }
        },
      );
      return found.map((answers, i) => {
        const best = distinct(answers.sort((a, b) => b.score - a.score)).slice(0, nBest);
        const nullScore = nullScores[i]!;
        const answered = best[0] !== undefined && nullScore - best[0].score <= nullThreshold;
        return { answer: answered ? best[0]!.text : "", nBest: best, nullScore };
      });
    },
    score(examples, predictions) {
      const { main, details } = score(
        examples,
        predictions.map((prediction) => prediction.answer),
      );
      return { main, details: { ...details, ...bestThreshold(examples, predictions) } };
    },
    baselines: (train, test) => questionBaselines(train, test, (predictions) => score(test, predictions)),
  };
}

/** The score of padding: its probability is 0 in float32. */
const unlikely = -1e30;

/** Both [batch, words]; no probability is left for padding. */
function answerLogits(model: LukeModel, batch: LukeBatch, dropout?: ExampleDropout): AnswerLogits {
  const { size, wordMask } = batch;
  const { words } = readStates(model, batch, { words: realPlaces(wordMask) }, dropout);
  const packed = questionAnsweringHead(model.headParams.questionAnswering!, tf.expandDims(words, 0));
  let count = 0;
  const rows = tf.tensor2d(
    wordMask.map((real) => (real === 0 ? words.shape[0] : count++)),
    [size, batch.words],
    "int32",
  );
  const pad = (logits: tf.Tensor2D): tf.Tensor2D => {
    const table = tf.concat([tf.reshape(logits, [words.shape[0], 1]), tf.fill([1, 1], unlikely)], 0);
    return tf.reshape(gatherRows(table as tf.Tensor2D, rows), [size, batch.words]);
  };
  return { starts: pad(packed.starts), ends: pad(packed.ends) };
}

/** The first of each stretch of the passage. */
function distinct(answers: readonly ScoredAnswer[]): ScoredAnswer[] {
  const seen = new Set<string>();
  return answers.filter(({ start, end }) => !seen.has(`${start} ${end}`) && seen.add(`${start} ${end}`));
}

/** By SQuAD 1.1, or by 2.0 where a question has no answer. */
function score(examples: readonly QuestionExample[], answers: readonly string[]): TaskScores {
  const predictions = new Map(examples.map(({ id }, i) => [id, answers[i]!] as const));
  const questions = examples.map(goldTexts);
  if (questions.every(({ answers }) => answers.length > 0)) {
    const { exactMatch, f1 } = scoreAnswers(questions, predictions);
    return { main: f1, details: { exactMatch, f1 } };
  }
  const { exactMatch, f1, answerable, unanswerable } = scoreAnswersOrNone(questions, predictions);
  return {
    main: f1,
    details: {
      exactMatch,
      f1,
      ...(answerable && { "f1.answerable": answerable.f1 }),
      ...(unanswerable && { "f1.unanswerable": unanswerable.f1 }),
    },
  };
}

/** Which threshold would have been best, where some questions have no answer; nothing for answers without scores. */
function bestThreshold(
  examples: readonly QuestionExample[],
  predictions: readonly QuestionPrediction[],
): Record<string, number> {
  const unanswerable = examples.some(({ answers }) => answers.length === 0);
  if (!unanswerable || predictions.some(({ nBest }) => nBest.length === 0)) return {};
  const { threshold, exactMatch, f1 } = bestNullThreshold(
    examples.map(goldTexts),
    predictions.map(({ nBest, nullScore }) => ({
      answer: nBest[0]!.text,
      margin: nullScore - nBest[0]!.score,
    })),
  );
  return { "best.nullThreshold": threshold, "best.exactMatch": exactMatch, "best.f1": f1 };
}

function goldTexts({ id, answers }: QuestionExample): { id: string; answers: string[] } {
  return { id, answers: answers.map((answer) => answer.text) };
}
