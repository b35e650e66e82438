/** A pipeline of @lukejs/luke that the demo model answers. */
export type DemoTask =
  | "entity-typing"
  | "relation-extraction"
  | "named-entity-recognition"
  | "cloze"
  | "question-answering"
  | "fill-mask";

/** The pipelines that have a model, with the folder of the main job that holds it. */
export const demoTasks: Readonly<Record<DemoTask, string>> = {
  "entity-typing": "tasks/entity-typing/run/model",
  "relation-extraction": "tasks/relation-classification/run/model",
  "named-entity-recognition": "tasks/named-entity-recognition/run/model",
  cloze: "tasks/cloze/run/model",
  "question-answering": "tasks/question-answering/run/model",
  "fill-mask": "pretrain/run/model",
};
