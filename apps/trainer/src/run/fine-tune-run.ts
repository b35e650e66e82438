import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { analyzePredictions } from "../report/analyze-predictions.ts";
import type { Progress } from "../terminal/progress.ts";
import type { FineTuneConfig } from "./fine-tune-config.ts";
import { fineTuneModel } from "./fine-tune-model.ts";
import { type RunResult, writeRunResult } from "./run-result.ts";
import { runStage } from "./stage.ts";
import { taskByName, taskOptionsOf } from "./task-by-name.ts";

export interface FineTuneRunOptions {
  /** The backend in words, for the report. */
  readonly backend: string;
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/** Fine-tunes and leaves result.json in the run folder: scores, baselines, tables and errors in their text. */
export async function fineTuneRun(
  name: string,
  config: FineTuneConfig,
  { backend, resume = false, signal, progress }: FineTuneRunOptions,
): Promise<RunResult> {
  const entry = taskByName(name, taskOptionsOf(config));
  const started = performance.now();
  let dev = "";
  const outcome = await fineTuneModel(entry.task, config, {
    resume,
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ step, total, loss, evaluation }) => {
      if (evaluation !== undefined) dev = `  dev ${evaluation["main"]?.toFixed(1)}`;
      progress?.update(step, total, `loss ${loss.toFixed(3)}${dev}`);
    },
  });
  const { examples, predictions, baselines, ...rest } = outcome;
  const { majority, nameLookup, others = {} } = baselines;
  const scores = Object.entries({ majority, "name lookup": nameLookup, ...others });
  const result: RunResult = {
    task: name,
    date: new Date().toISOString(),
    seconds: (performance.now() - started) / 1000,
    backend,
    settings: config,
    ...rest,
    baselines: Object.fromEntries(scores.map(([baseline, { main }]) => [baseline, main])),
    analysis: analyzePredictions(entry, examples, predictions),
  };
  await writeRunResult(config.out, result);
  return result;
}

/**
 * One of several runs: what was finished earlier with the same settings, data and model is kept, what was interrupted
 * goes on.
 */
export async function fineTuneTrial(
  name: string,
  config: FineTuneConfig,
  options: Omit<FineTuneRunOptions, "resume"> & {
    /** Leave neither model nor checkpoints behind. */
    readonly scoresAlone?: boolean;
  },
): Promise<{ readonly result: RunResult; readonly skipped: boolean }> {
  const { out, ...settings } = config;
  const { train, dev, test, model } = config;
  const { result, skipped } = await runStage({
    name,
    folder: out,
    settings,
    files: [
      train,
      dev,
      ...(test === undefined ? [] : [test]),
      join(model, "config.json"),
      ...(await weightsOf(model)),
    ],
    run: async () => {
      const finished = await fineTuneRun(name, config, { ...options, resume: true });
      if (options.scoresAlone === true) {
        for (const part of ["model", "checkpoints"])
          await rm(join(out, part), { recursive: true, force: true });
      }
      return finished;
    },
  });
  return { result, skipped };
}

async function weightsOf(model: string): Promise<string[]> {
  const names = await readdir(model);
  return names.filter((file) => /\.(safetensors|bin)$/.test(file)).map((file) => join(model, file));
}
