import type { BackendPreference } from "@lukejs/backend";
import type { FeatureContext, FineTuningTask, TaskFeatures } from "@lukejs/tasks";
import { filesDisagree, otherTask } from "./errors.ts";
import { type ModelSource, modelFiles } from "./model-source.ts";
import { checkModelFiles, freeModel, type OpenedModel, openModel } from "./open-model.ts";
import { readConfig } from "./read-config.ts";
import type { SourceOptions } from "./source-options.ts";
import { startBackend } from "./start-backend.ts";

export interface TaskModelOptions extends SourceOptions {
  /** Where to compute; by default the backend that is active already, or else the best of this machine. */
  readonly backend?: BackendPreference;
  /** Padded tokens per forward pass, which bounds memory: 4096. */
  readonly maxTokens?: number;
  /**
   * The language of the texts ("it"), for a vocabulary of several: titles are taken and given in it. Without one, and for
   * what it does not have, they are written with theirs, "en:Rome".
   */
  readonly language?: string;
  /** Loads a model even where the memory of the backend seems too small for it. */
  readonly ignoreMemory?: boolean;
  /** Entities of the vocabulary named in a text, for question answering (paper, Appendix C); none without it. */
  readonly findMentions?: FeatureContext["findMentions"];
}

/** A fine-tuned model that answers examples of its task, as the datasets have them. */
export interface TaskModel<Example, Prediction> {
  readonly labels: readonly string[];
  readonly backend: string;
  /** One prediction per example, in their order, and what feature building kept, cut or left out. */
  predict(
    examples: readonly Example[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<{
    readonly predictions: Prediction[];
    readonly counts: Readonly<Record<string, number>>;
  }>;
  dispose(): void;
}

/**
 * Opens a model for a task of @lukejs/tasks:
 * `openTaskModel(entityTyping(), source)`. Pipelines are built on it.
 *
 * @throws LukeError LUK002 (a file is missing), LUK003 (a model for another task), LUK005 (files of different models),
 *   LUK014 (too big for this machine), MOD016 (not to be had), BCK…, MOD…, TOK…
 */
export async function openTaskModel<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  source: ModelSource,
  options: TaskModelOptions = {},
): Promise<TaskModel<Example, Prediction>> {
  const files = await modelFiles(source, options);
  await checkModelFiles(files);
  const found = (await readConfig(files)).architectures[0];
  if (found !== undefined && found !== task.architecture) {
    throw otherTask(files.name, { task: task.name, wanted: task.architecture, found });
  }
  const backend = await startBackend(options.backend);
  const opened = await openModel(files, task.architecture, options);
  const { tokenizer, labels, config } = opened;
  const lacking = task.markers.filter(({ name }) => tokenizer.idOf(name) === undefined);
  if (lacking.length > 0) {
    freeModel(opened);
    const names = lacking.map(({ name }) => name).join(", ");
    throw filesDisagree(files.name, `its tokenizer lacks ${names}, which ${task.name} puts around mentions`);
  }
  const context: FeatureContext = {
    tokenizer,
    labels,
    maxWords: config.maxPositions - config.padWordId - 1,
    ...opened.features,
    ...(options.findMentions === undefined ? {} : { findMentions: options.findMentions }),
  };
  const rows = task.entityRows === undefined ? undefined : entityRowsOf(opened);
  return {
    labels,
    backend,
    async predict(examples, { signal } = {}) {
      const built = task.buildFeatures(examples, context);
      const features = rows === undefined ? built.features : built.features.map((one) => moved(one, rows));
      const { maxTokens } = options;
      const { nullThreshold } = opened;
      const predictions = await task.predict(opened, examples, features, {
        labels,
        ...(maxTokens === undefined ? {} : { maxTokens }),
        ...(signal === undefined ? {} : { signal }),
        ...(nullThreshold === undefined ? {} : { nullThreshold }),
      });
      return { predictions, counts: built.counts };
    },
    dispose: () => freeModel(opened),
  };
}

/**
 * Where the rows [PAD], [UNK], [MASK], [MASK2] of a task's small table are in this model's: the same, unless it kept a
 * large table, as folders do that were fine-tuned elsewhere. Undefined where nothing moves.
 */
function entityRowsOf({ entities, config }: OpenedModel): Int32Array | undefined {
  if (entities === undefined || config.entityVocabSize <= 4) return undefined;
  const row = (title: string, usual: number): number => {
    const id = entities.idOf(title) ?? usual;
    return id < config.entityVocabSize ? id : usual;
  };
  const { padId, unkId, maskId } = entities;
  return Int32Array.of(padId, unkId, maskId < config.entityVocabSize ? maskId : 2, row("[MASK2]", 3));
}

function moved<Features extends TaskFeatures>(features: Features, rows: Int32Array): Features {
  return { ...features, entityIds: features.entityIds.map((id) => rows[id]!) };
}
