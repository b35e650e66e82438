/**
 * The main job: a dump becomes a pretrained model, five fine-tuned tasks and a report. Each stage leaves its output in
 * the folder and is skipped when its inputs have not changed; an interrupted run goes on where it was.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import type { ReportData, TaskReport } from "../report/report-data.ts";
import { reportPage } from "../report/report-page.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import { checkResult } from "./check-result.ts";
import { demoPretraining, demoTasks } from "./demo-settings.ts";
import { prepareData } from "./prepare-data.ts";
import { pretrainStage } from "./pretrain-stage.ts";
import { createStageRunner } from "./stage-runner.ts";
import { taskStage } from "./task-stage.ts";

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
    tasks.push(
      await taskStage(
        task,
        { folder: join(out, "tasks", task.name), pretrained },
        prepared,
        backend,
        stages,
        context,
      ),
    );
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
