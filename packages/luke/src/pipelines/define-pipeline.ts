import type { ArchitectureName } from "@lukejs/model";
import type { FineTuningTask, TaskFeatures } from "@lukejs/tasks";
import type { ModelFiles } from "../model-files.ts";
import { openTaskModel, type TaskModelOptions } from "../open-task-model.ts";
import { createPipeline, type Pipeline, type TextSpan } from "../pipeline.ts";
import type { EntityNames } from "./entity-linking-pipeline.ts";

export interface PipelineOptions extends TaskModelOptions {
  /** Cuts a text into sentences, for named entity recognition; by default Intl.Segmenter does. */
  readonly splitSentences?: (text: string) => readonly TextSpan[];
  /** Names and what they may mean, for entity linking: a MentionTable of @lukejs/entity-vocab. */
  readonly mentions?: EntityNames;
}

/** How a pipeline is opened on the files of a model. */
export interface PipelineDefinition<Input, Output> {
  /** The class that config.json has to name. */
  readonly architecture: ArchitectureName;
  /** Whether an entity vocabulary has to be among the files. */
  readonly entities?: boolean;
  open(files: ModelFiles, options: PipelineOptions): Promise<Pipeline<Input, Output>>;
}

/** Raw input → examples of the task; their predictions → output. `examples` checks what it is given. */
export interface Conversions<Input, Output, Example, Prediction> {
  examples(input: Input, options: PipelineOptions): Example[];
  output(
    input: Input,
    predictions: readonly Prediction[],
    labels: readonly string[],
    examples: readonly Example[],
  ): Output;
}

/** Examples whose features are held at once: this, and not the length of a list, bounds memory. */
const examplesAtOnce = 64;

/** A pipeline over a task of @lukejs/tasks: features, batches and decoding are the task's. */
export function definePipeline<Input, Output, Example, Prediction>(
  name: string,
  task: FineTuningTask<Example, TaskFeatures, Prediction>,
  { examples, output }: Conversions<Input, Output, Example, Prediction>,
): PipelineDefinition<Input, Output> {
  return {
    architecture: task.architecture,
    async open(files, options) {
      const model = await openTaskModel(task, files, options);
      return createPipeline<Input, Output>({
        task: name,
        labels: model.labels,
        backend: model.backend,
        async answer(inputs, { signal }) {
          const parts = inputs.map((input) => examples(input, options));
          const all = parts.flat();
          const predictions: Prediction[] = [];
          for (let at = 0; at < all.length; at += examplesAtOnce) {
            const group = await model.predict(all.slice(at, at + examplesAtOnce), { signal });
            predictions.push(...group.predictions);
          }
          let from = 0;
          return inputs.map((input, i) => {
            const part = parts[i]!;
            const own = predictions.slice(from, (from += part.length));
            return output(input, own, model.labels, part);
          });
        },
        free: () => model.dispose(),
      });
    },
  };
}
