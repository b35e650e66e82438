import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LukeModel } from "@lukejs/model";
import { type OpenedCheckpoint, saveCheckpoint } from "@lukejs/model/node";
import type { FineTuningTask, TaskFeatures } from "@lukejs/tasks";
import type { FineTuneConfig } from "./fine-tune-config.ts";

/** Settings that a prediction must repeat, as config.json keeps them. */
const keptSettings = [
  "preset",
  "maxWords",
  "maxSpanLength",
  "sharedContext",
  "repeatedText",
  "nullThreshold",
] as const;

/** The folder of a fine-tuned model: its own entity vocabulary, and the settings that features were built with. */
export async function saveTaskModel<Example, Features extends TaskFeatures, Prediction>(
  folder: string,
  model: LukeModel & Partial<Pick<OpenedCheckpoint, "files" | "extra">>,
  task: FineTuningTask<Example, Features, Prediction>,
  labels: readonly string[],
  config: FineTuneConfig,
): Promise<void> {
  const { architecture, entityRows } = task;
  const settings = Object.fromEntries(
    keptSettings.flatMap((name) => (config[name] === undefined ? [] : [[name, config[name]]])),
  );
  const files = Object.entries(model.files ?? {}).filter(
    ([name]) => entityRows === undefined || !name.startsWith("entity_vocab"),
  );
  await saveCheckpoint(folder, {
    ...model,
    architecture,
    labels,
    files: Object.fromEntries(files),
    extra: { ...model.extra, lukejs: settings },
  });
  if (entityRows !== undefined) {
    const rows = Object.fromEntries(entityRows.map(({ name }, id) => [name, id]));
    await writeFile(join(folder, "entity_vocab.json"), `${JSON.stringify(rows)}\n`);
  }
}
