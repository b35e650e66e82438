import { type QuestionExample, questionAnswering } from "@lukejs/tasks";
import { checkObject, checkText } from "../check-input.ts";
import { softmax } from "../label-scores.ts";
import type { Pipeline } from "../pipeline.ts";
import type { ScoredMention } from "./cloze-pipeline.ts";
import { definePipeline, type PipelineDefinition } from "./define-pipeline.ts";

export interface QuestionAnsweringInput {
  readonly question: string;
  /** Where the answer stands. */
  readonly passage: string;
  /** Title of the passage's article; helps `findMentions` where it is given. */
  readonly title?: string;
}

/** The best answer, and up to 20, best first; the scores are probabilities among these. */
export interface QuestionAnsweringOutput {
  /** Undefined where there is none: starts and ends fit no answer, or the model was fine-tuned to say so (SQuAD 2.0). */
  readonly answer: ScoredMention | undefined;
  readonly answers: readonly ScoredMention[];
}

/** Finds the answer to a question in a passage (paper §4.5). */
export type QuestionAnsweringPipeline = Pipeline<QuestionAnsweringInput, QuestionAnsweringOutput>;

const name = "question-answering";

/** The stretch of a passage that answers a question (paper §4.5). */
export const questionAnsweringPipeline: PipelineDefinition<QuestionAnsweringInput, QuestionAnsweringOutput> =
  definePipeline(name, questionAnswering(), {
    examples(input: QuestionAnsweringInput): QuestionExample[] {
      checkObject(name, input, "{ question, passage }");
      const { question, passage, title = "" } = input;
      checkText(name, "question", question);
      checkText(name, "passage", passage);
      return [{ id: "", title, question, passage, answers: [] }];
    },
    output(_, [prediction]): QuestionAnsweringOutput {
      const { answer, nBest } = prediction!;
      const scores = softmax(nBest.map(({ score }) => score));
      const answers = nBest.map(({ start, end, text }, i) => ({ start, end, text, score: scores[i]! }));
      return { answer: answer === "" ? undefined : answers[0], answers };
    },
  });
