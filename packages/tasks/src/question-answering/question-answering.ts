import type { Dropout } from "@lukejs/kernels";
import {
  type AnswerLogits,
  answerSpanLoss,
  createHeadParams,
  type LukeInputs,
  type LukeModel,
  luke,
  questionAnswering as questionAnsweringHead,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { collate } from "../features/collate.ts";
import { toTensors } from "../features/to-tensors.ts";
import type { FineTuningTask, TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { forEachBatch } from "../fine-tuning/for-each-batch.ts";
import { type AnswerSearch, bestAnswers, type ScoredAnswer } from "./best-answers.ts";
import { questionBaselines } from "./question-baselines.ts";
import { buildQuestionFeatures, type QuestionFeatures, type QuestionOptions } from "./question-features.ts";
import { type QuestionExample, readSquad } from "./read-squad.ts";
import { scoreAnswers } from "./score-answers.ts";

export interface QuestionAnsweringOptions extends QuestionOptions, AnswerSearch {
  /** Answers kept per question: 20. */
  readonly nBest?: number;
}

export interface QuestionPrediction {
  /** The best answer, an exact slice of the passage; empty for a passage without words. */
  readonly answer: string;
  /** Best first, each stretch of the passage once. */
  readonly nBest: readonly ScoredAnswer[];
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
    labelsOf: () => [],
    buildFeatures: (examples, context) => buildQuestionFeatures(examples, context, options),
    createHead: (config, random) => createHeadParams(config, "LukeForQuestionAnswering", random),
    itemsOf: () => 1,
    loss(model, batch, dropout) {
      const inputs = toTensors(collate(batch, { padWordId: model.config.padWordId }));
      const positions = (key: "answerStart" | "answerEnd"): tf.Tensor1D =>
        tf.tensor1d(
          batch.map((features) => features[key]),
          "int32",
        );
      return answerSpanLoss(
        answerLogits(model, inputs, dropout),
        positions("answerStart"),
        positions("answerEnd"),
      );
    },
    async predict(model, examples, features, { maxTokens }) {
      const found: ScoredAnswer[][] = examples.map(() => []);
      await forEachBatch(
        features,
        { maxTokens, padWordId: model.config.padWordId },
        (inputs) => {
          const { starts, ends } = answerLogits(model, inputs);
          return [starts, ends];
        },
        (part, [starts, ends], { words }) => {
          for (const [row, one] of part.entries()) {
            const slice = (numbers: Float32Array): Float32Array =>
              numbers.subarray(row * words, (row + 1) * words);
            const logits = { starts: slice(starts!), ends: slice(ends!) };
            const answers = bestAnswers(one, examples[one.example]!.passage, logits, options);
            found[one.example]!.push(...answers);
          }
        },
      );
      return found.map((answers) => {
        const best = distinct(answers.sort((a, b) => b.score - a.score)).slice(0, nBest);
        return { answer: best[0]?.text ?? "", nBest: best };
      });
    },
    score: (examples, predictions) =>
      score(
        examples,
        predictions.map((prediction) => prediction.answer),
      ),
    baselines: (train, test) => questionBaselines(train, test, (predictions) => score(test, predictions)),
  };
}

/** Both [batch, words]. */
function answerLogits(model: LukeModel, inputs: LukeInputs, dropout?: Dropout): AnswerLogits {
  const { words } = luke(model.params, inputs, model.config, { dropout });
  return questionAnsweringHead(model.headParams.questionAnswering!, words);
}

/** The first of each stretch of the passage. */
function distinct(answers: readonly ScoredAnswer[]): ScoredAnswer[] {
  const seen = new Set<string>();
  return answers.filter(({ start, end }) => !seen.has(`${start} ${end}`) && seen.add(`${start} ${end}`));
}

function score(examples: readonly QuestionExample[], answers: readonly string[]): TaskScores {
  const predictions = new Map(examples.map(({ id }, i) => [id, answers[i]!] as const));
  const { exactMatch, f1 } = scoreAnswers(examples.map(goldTexts), predictions);
  return { main: f1, details: { exactMatch, f1 } };
}

function goldTexts({ id, answers }: QuestionExample): { id: string; answers: string[] } {
  return { id, answers: answers.map((answer) => answer.text) };
}
