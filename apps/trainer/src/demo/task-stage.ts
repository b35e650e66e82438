import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import { metricName } from "../report/metric-name.ts";
import type { TaskReport } from "../report/report-data.ts";
import { fineTuneModel } from "../run/fine-tune-model.ts";
import { readCurves } from "../run/read-metrics.ts";
import { taskByName } from "../run/task-by-name.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import type { DemoTask } from "./demo-settings.ts";
import { fineTuneSettings } from "./fine-tune-settings.ts";
import type { PreparedData } from "./prepare-data.ts";
import type { Pretrained } from "./pretrain-stage.ts";
import type { StageRunner } from "./stage-runner.ts";

/** Where the model of a task comes from and where the run goes. */
export interface TaskStart {
  readonly folder: string;
  readonly pretrained: Pretrained;
  /** "random" takes the pretrained model's sizes and none of its weights. */
  readonly initial?: "pretrained" | "random";
  /** What tells this run from others of the task, in the terminal. */
  readonly variant?: string;
}

/** Fine-tunes one task as one stage of the main job, or of an experiment beside it. */
export async function taskStage(
  settings: DemoTask,
  { folder, pretrained, initial = "pretrained", variant }: TaskStart,
  prepared: PreparedData,
  backend: BackendInfo,
  stages: StageRunner,
  context: CommandContext,
): Promise<TaskReport> {
  const name = variant === undefined ? settings.name : `${settings.name}, ${variant}`;
  const stage = await stages.run(name, {
    folder,
    settings: { ...settings, ...(initial === "random" ? { initial } : {}), backend: backend.name },
    after: [prepared.keys.world, prepared.keys.mentions, pretrained.key],
    run: async (): Promise<TaskReport> => {
      const progress = context.progress(name, "updates");
      const { task, highlight } = taskByName(settings.name);
      const config = {
        ...fineTuneSettings(settings, prepared, pretrained.model, join(folder, "run")),
        initial,
      };
      const outcome = await fineTuneModel(task, config, {
        resume: true,
        signal: context.signal,
        onProgress: ({ step, total, loss, evaluation }) =>
          progress.update(
            step,
            total,
            `loss ${loss.toFixed(3)}${evaluation === undefined ? "" : `  dev ${evaluation["main"]?.toFixed(1)}`}`,
          ),
      });
      const { test: scores, baselines, dev: devScore } = outcome;
      progress.end(
        `${settings.metric} ${scores.main.toFixed(1)} (majority ${baselines.majority.main.toFixed(1)}, name lookup ${baselines.nameLookup.main.toFixed(1)})`,
      );
      const shown = outcome.examples
        .slice(0, 8)
        .map((example, i) => highlight(example, outcome.predictions[i]));
      return {
        name: settings.title,
        metric: settings.metric,
        score: scores.main,
        majority: baselines.majority.main,
        nameLookup: baselines.nameLookup.main,
        details: [
          ...Object.entries(baselines.others ?? {}).map(([name, { main }]) => ({
            name: `${name} baseline`,
            value: main.toFixed(1),
          })),
          { name: "on the dev set", value: devScore.toFixed(1) },
          // The task's own figure stands above.
          ...Object.entries(scores.details)
            .filter(([, value]) => value !== scores.main)
            .map(([name, value]) => ({ name: metricName(name), value: value.toFixed(1) })),
        ],
        curves: await readCurves(join(folder, "run"), { loss: "training loss" }),
        examples: shown,
      };
    },
  });
  return stage.result;
}
