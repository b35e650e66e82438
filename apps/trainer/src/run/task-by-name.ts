import {
  cloze,
  entityTyping,
  type FineTuningTask,
  type InputOptions,
  type NerOptions,
  namedEntityRecognition,
  type QuestionAnsweringOptions,
  questionAnswering,
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
import type { FineTuneConfig } from "./fine-tune-config.ts";

/** Settings of the tasks that a command may ask for; each reads its own. */
export type TaskOptions = InputOptions &
  Pick<NerOptions, "sharedContext"> &
  Pick<QuestionAnsweringOptions, "nullThreshold">;

/** A task with what a report shows of it; examples and predictions are its own business. */
export interface TaskEntry {
  readonly task: FineTuningTask<unknown, TaskFeatures, unknown>;
  readonly highlight: (example: unknown, prediction: unknown) => HighlightedText;
}

function entry<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  highlight: (example: Example, prediction: Prediction) => HighlightedText,
): TaskEntry {
  // One table holds tasks of different examples: what goes in and comes out is matched by the task itself.
  return { task: task as unknown as TaskEntry["task"], highlight: highlight as TaskEntry["highlight"] };
}

const entries = {
  "entity-typing": (options: InputOptions) => entry(entityTyping(options), highlightTypes),
  "relation-classification": (options: InputOptions) =>
    entry(relationClassification(options), highlightRelation),
  "named-entity-recognition": (options: TaskOptions) =>
    entry(namedEntityRecognition(options), highlightNames),
  cloze: (options: InputOptions) => entry(cloze(options), highlightCloze),
  "question-answering": (options: TaskOptions) => entry(questionAnswering(options), highlightQuestion),
};

/** What a run's settings say of its task. */
export function taskOptionsOf({
  entityInputs,
  nullThreshold,
}: Pick<FineTuneConfig, "entityInputs" | "nullThreshold">): TaskOptions {
  return { entityInputs, ...(nullThreshold === undefined ? {} : { nullThreshold }) };
}

export const taskNames: readonly string[] = Object.keys(entries);

/** @throws LukeError CLI004 for a name that is none of {@link taskNames} */
export function taskByName(name: string, options: TaskOptions = {}): TaskEntry {
  if (!Object.hasOwn(entries, name)) throw unknownTask(name, taskNames);
  return entries[name as keyof typeof entries](options);
}
