import type { Random } from "@lukejs/kernels";
import { appendWordRows, disposeReplaced, type LukeModel, selectEntityRows } from "@lukejs/model";
import { unknownMarker } from "./errors.ts";
import type { FineTuningTask, TaskFeatures, TaskTokenizer } from "./fine-tuning-task.ts";

/**
 * Makes a pretrained model ready for a task: its markers join the tokenizer and the word table, the entity table
 * is reduced to what the task uses, and a new head takes the place of the old ones.
 * `model` is used up: what the result does not share is freed.
 *
 * @throws LukeError TSK211 when the tokenizer lacks the word that a marker starts from.
 */
export function prepareModel<Example, Features extends TaskFeatures, Prediction>(
  model: LukeModel,
  tokenizer: TaskTokenizer & { addTokens(names: readonly string[]): number[] },
  task: FineTuningTask<Example, Features, Prediction>,
  options: {
    readonly labels: readonly string[];
    readonly random: Random;
    /** Rows of the special entities in the model's table. */
    readonly entityIds?: { readonly padId: number; readonly unkId: number; readonly maskId: number };
  },
): LukeModel {
  const { padId, unkId, maskId } = options.entityIds ?? { padId: 0, unkId: 1, maskId: 2 };
  const rows: number[] = [];
  for (const { name, from } of task.markers) {
    const source = tokenizer.idOf(from);
    if (source === undefined) throw unknownMarker(from);
    const [id] = tokenizer.addTokens([name]);
    // The model may have the row already, as the published checkpoints do.
    while (model.config.vocabSize + rows.length <= id!) rows.push(source);
  }
  let prepared: LukeModel = { ...model, headParams: {} };
  if (rows.length > 0) prepared = appendWordRows(prepared, rows);
  if (task.entityRows !== undefined) {
    const ids = { "[PAD]": padId, "[UNK]": unkId, "[MASK]": maskId };
    prepared = selectEntityRows(
      prepared,
      task.entityRows.map(({ from }) => ids[from]),
    );
  }
  const headParams = task.createHead(prepared.config, options.random, options.labels);
  return disposeReplaced(model, { ...prepared, headParams });
}
