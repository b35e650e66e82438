/**
 * The main job: a dump becomes a pretrained model, five fine-tuned tasks and a report. Each stage leaves its output in
 * the folder and is skipped when its inputs have not changed; an interrupted run goes on where it was.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import type { ReportData, TaskReport } from "../report/report-data.ts";
import { reportPage } from "../report/report-page.ts";
import { fineTuneModel } from "../run/fine-tune-model.ts";
import { readCurves } from "../run/read-metrics.ts";
import { taskByName } from "../run/task-by-name.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import { checkResult } from "./check-result.ts";
import { type DemoTask, demoPretraining, demoTasks } from "./demo-settings.ts";
import { fineTuneSettings } from "./fine-tune-settings.ts";
import { type PreparedData, prepareData } from "./prepare-data.ts";
import { type Pretrained, pretrainStage } from "./pretrain-stage.ts";
import { createStageRunner, type StageRunner } from "./stage-runner.ts";

export interface DemoOutcome {
  readonly report: string;
  readonly data: ReportData;
}

export async function runDemo(
  out: string,
  backend: BackendInfo,
  context: CommandContext,
): Promise<DemoOutcome> {
  const stages = createStageRunner((name) => context.progress(name, "").end("kept from an earlier run"));
  const prepared = await prepareData(out, stages, context);
  const pretrained = await pretrainStage(
    "pretraining",
    join(out, "pretrain"),
    { folder: prepared.examples, key: prepared.keys.examples },
    prepared,
    backend,
    stages,
    context,
  );
  const tasks: TaskReport[] = [];
  for (const task of demoTasks) {
    tasks.push(await taskStage(task, out, prepared, pretrained, backend, stages, context));
  }
  const data: ReportData = {
    title: "LUKE, from a dump to five tasks",
    subtitle: `${backend.description} · Node ${process.versions.node}`,
    checks: checkResult(pretrained.figures, tasks),
    facts: [
      ...prepared.facts,
      {
        name: "model",
        value: `${demoPretraining.model.numLayers} layers, hidden size ${demoPretraining.model.hiddenSize}, ${pretrained.parameters} parameters`,
      },
      { name: "updates in pretraining", value: String(pretrained.steps) },
    ],
    stages: stages.times,
    pretraining: pretrained.report,
    tasks,
  };
  const report = join(out, "report.html");
  await writeFile(report, reportPage(data));
  await writeFile(join(out, "report.json"), `${JSON.stringify(data, null, 1)}\n`);
  return { report, data };
}

async function taskStage(
  settings: DemoTask,
  out: string,
  prepared: PreparedData,
  pretrained: Pretrained,
  backend: BackendInfo,
  stages: StageRunner,
  context: CommandContext,
): Promise<TaskReport> {
  const folder = join(out, "tasks", settings.name);
  const stage = await stages.run(settings.name, {
    folder,
    settings: { ...settings, backend: backend.name },
    after: [prepared.keys.world, prepared.keys.mentions, pretrained.key],
    run: async (): Promise<TaskReport> => {
      const progress = context.progress(settings.name, "updates");
      const { task, highlight } = taskByName(settings.name);
      const config = fineTuneSettings(settings, prepared, pretrained.model, join(folder, "run"));
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
          ...Object.entries(scores.details).map(([name, value]) => ({ name, value: value.toFixed(1) })),
        ],
        curves: await readCurves(join(folder, "run"), { loss: "training loss" }),
        examples: shown,
      };
    },
  });
  return stage.result;
}
