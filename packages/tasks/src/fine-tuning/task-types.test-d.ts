import type { RobertaTokenizer } from "@lukejs/tokenizer";
import type { TrainingTask } from "@lukejs/training";
import { cloze } from "../cloze/cloze.ts";
import { entityTyping } from "../entity-typing/entity-typing.ts";
import { namedEntityRecognition } from "../named-entity-recognition/named-entity-recognition.ts";
import { questionAnswering } from "../question-answering/question-answering.ts";
import { relationClassification } from "../relation-classification/relation-classification.ts";
import type { FineTuning, FineTuningBatch } from "./create-fine-tuning.ts";
import type { FineTuningTask, TaskFeatures, TaskTokenizer } from "./fine-tuning-task.ts";

// One table can hold all tasks, and siblings fit by their shape.
export const tasks: readonly FineTuningTask<unknown, TaskFeatures, unknown>[] = [
  entityTyping(),
  relationClassification(),
  namedEntityRecognition(),
  cloze(),
  questionAnswering(),
];
export const asTokenizer = (tokenizer: RobertaTokenizer): TaskTokenizer => tokenizer;
export const asTraining = (run: FineTuning<TaskFeatures>): TrainingTask<FineTuningBatch<TaskFeatures>> => run;
