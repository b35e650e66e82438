import { type DatasetSummary, type FineTuningTask, noRelation, type TaskFeatures } from "@lukejs/tasks";
import { readDataset } from "@lukejs/tasks/node";
import { countsText } from "./counts-text.ts";

export interface ValidatedDataset extends DatasetSummary {
  readonly file: string;
  readonly examples: number;
  /** Rows that cannot be read, each with its place and what is wrong; the examples are the others. */
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

/**
 * Reads datasets of a task whole, says what they hold and everything that is wrong. The first is what the model is to be
 * trained on: labels and examples of the others are held against it.
 *
 * @throws LukeError TSK202, TSK203, TSK204 for a file of which nothing can be read
 */
export async function validateDatasets(
  task: FineTuningTask<unknown, TaskFeatures, unknown>,
  files: readonly string[],
): Promise<ValidatedDataset[]> {
  const validated: ValidatedDataset[] = [];
  let known: ReadonlySet<string> | undefined;
  let trained: ReadonlySet<string> | undefined;
  for (const file of files) {
    const errors: { code: string; message: string }[] = [];
    const examples = await readDataset(file, task, {
      onBadRow: ({ code, message }) => void errors.push({ code, message }),
    });
    const summary = task.describe(examples);
    const labels = Object.keys(summary.labels);
    const warnings = [...summary.warnings];
    const texts = examples.map((example) => JSON.stringify(example));
    if (known !== undefined && trained !== undefined) {
      const unknown = labels.filter((label) => !known!.has(label) && label !== noRelation);
      if (unknown.length > 0) {
        warnings.push(
          `${unknown.length} labels that "${files[0]}" lacks, so that no model trained on it gives them: ${unknown.slice(0, 10).join(", ")}`,
        );
      }
      const shared = texts.filter((text) => trained!.has(text)).length;
      if (shared > 0) warnings.push(`${shared} examples that stand in "${files[0]}" too`);
    }
    known ??= new Set(labels);
    trained ??= new Set(texts);
    validated.push({ file, examples: examples.length, errors, ...summary, warnings });
  }
  return validated;
}

/** As a text for people. */
export function describeValidated({
  file,
  counts,
  labels,
  notes = [],
  warnings,
  errors,
}: ValidatedDataset): string {
  const names = Object.entries(labels);
  const shown = names.slice(0, 12).map(([label, count]) => `${label} ${count}`);
  return [
    [`${file}: ${countsText(counts)}`, ...notes].join(", "),
    ...(shown.length === 0 ? [] : [`  labels: ${shown.join(", ")}${names.length > 12 ? ", …" : ""}`]),
    ...warnings.map((warning) => `  warning: ${warning}`),
    ...errors.slice(0, 20).map(({ message }) => `  error: ${message}`),
    ...(errors.length > 20 ? [`  … and ${errors.length - 20} more errors (--json has all)`] : []),
  ].join("\n");
}
