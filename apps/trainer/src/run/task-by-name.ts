import {
  type ClozeExample,
  type ClozePrediction,
  cloze,
  type EntityTypingExample,
  type EntityTypingPrediction,
  entityTyping,
  type FineTuningTask,
  type NerDocument,
  type NerPrediction,
  namedEntityRecognition,
  type QuestionExample,
  type QuestionPrediction,
  questionAnswering,
  type RelationExample,
  type RelationPrediction,
  relationClassification,
  type TaskFeatures,
} from "@lukejs/tasks";
import { unknownTask } from "../errors.ts";
import {
  highlightCloze,
  highlightNames,
  highlightQuestion,
  highlightRelation,
  highlightTypes,
} from "../report/highlight-predictions.ts";
import type { HighlightedText } from "../report/report-data.ts";

/** A task with what a report shows of it; examples and predictions are its own business. */
export interface TaskEntry {
  readonly task: FineTuningTask<unknown, TaskFeatures, unknown>;
  readonly highlight: (example: unknown, prediction: unknown) => HighlightedText;
}

function entry<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  highlight: (example: Example, prediction: Prediction) => HighlightedText,
): TaskEntry {
  return {
    task: task as unknown as TaskEntry["task"],
    highlight: highlight as TaskEntry["highlight"],
  };
}

const entries = {
  "entity-typing": () =>
    entry<EntityTypingExample, TaskFeatures & object, EntityTypingPrediction>(
      entityTyping() as never,
      highlightTypes,
    ),
  "relation-classification": () =>
    entry<RelationExample, TaskFeatures, RelationPrediction>(
      relationClassification() as never,
      highlightRelation,
    ),
  "named-entity-recognition": () =>
    entry<NerDocument, TaskFeatures, NerPrediction>(namedEntityRecognition() as never, highlightNames),
  cloze: () => entry<ClozeExample, TaskFeatures, ClozePrediction>(cloze() as never, highlightCloze),
  "question-answering": () =>
    entry<QuestionExample, TaskFeatures, QuestionPrediction>(questionAnswering() as never, highlightQuestion),
};

export const taskNames: readonly string[] = Object.keys(entries);

/** @throws LukeError CLI004 for a name that is none of {@link taskNames} */
export function taskByName(name: string): TaskEntry {
  if (!Object.hasOwn(entries, name)) throw unknownTask(name, taskNames);
  return entries[name as keyof typeof entries]();
}
