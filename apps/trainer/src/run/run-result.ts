import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TaskScores } from "@lukejs/tasks";
import { notARun } from "../errors.ts";
import type { Analysis } from "../report/report-data.ts";
import type { FineTuneConfig } from "./fine-tune-config.ts";
import type { DataReport } from "./fine-tune-model.ts";

/** What a fine-tuning run leaves in its folder as result.json, for reports and comparisons. */
export interface RunResult {
  readonly task: string;
  /** When it ended, ISO 8601. */
  readonly date: string;
  readonly seconds: number;
  readonly backend: string;
  readonly settings: FineTuneConfig;
  /** The finished model's folder, where one was saved. */
  readonly model?: string | undefined;
  readonly labels: readonly string[];
  readonly steps: number;
  readonly stoppedEarly: boolean;
  /** The figure that chose on the dev set, and its best value. */
  readonly selectBy: string;
  readonly dev: number;
  readonly test: TaskScores;
  /** Main scores of predictors that read no context, by name. */
  readonly baselines: Readonly<Record<string, number>>;
  /** What feature building kept, cut or left out of the training data. */
  readonly counts: Readonly<Record<string, number>>;
  /** Its datasets; runs of earlier versions have none. */
  readonly data?: readonly DataReport[];
  readonly analysis: Analysis;
}

const fileName = "result.json";

export async function writeRunResult(folder: string, result: RunResult): Promise<void> {
  const path = join(folder, fileName);
  await writeFile(`${path}.tmp`, `${JSON.stringify(result, null, 1)}\n`);
  await rename(`${path}.tmp`, path);
}

/** @throws LukeError CLI022 where no finished fine-tuning run is */
export async function readRunResult(folder: string): Promise<RunResult> {
  try {
    return JSON.parse(await readFile(join(folder, fileName), "utf8")) as RunResult;
  } catch {
    throw notARun(folder, fileName);
  }
}
