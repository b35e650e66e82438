/**
 * The main job: a dump becomes a pretrained model, five fine-tuned tasks and a report. Each stage leaves its output in
 * the folder and is skipped when its inputs have not changed; an interrupted run goes on where it was.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import type { PretrainingReport, ReportData, TaskReport } from "../report/report-data.ts";
import { reportPage } from "../report/report-page.ts";
import { fineTuneModel } from "../run/fine-tune-model.ts";
import { maskedEntityExamples } from "../run/masked-entity-examples.ts";
import { pretrainModel } from "../run/pretrain-model.ts";
import { readCurves } from "../run/read-metrics.ts";
import { taskByName } from "../run/task-by-name.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import { checkResult } from "./check-result.ts";
import { type DemoTask, demoPretraining, demoSeed, demoTasks } from "./demo-settings.ts";
import { type PreparedData, prepareData } from "./prepare-data.ts";
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
  const pretrained = await pretrainStage(out, prepared, backend, stages, context);
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

interface Pretrained {
  readonly key: string;
  readonly model: string;
  readonly steps: number;
  readonly parameters: number;
  readonly figures: Readonly<Record<string, number | undefined>>;
  readonly report: PretrainingReport;
}

async function pretrainStage(
  out: string,
  prepared: PreparedData,
  backend: BackendInfo,
  stages: StageRunner,
  context: CommandContext,
): Promise<Pretrained> {
  const folder = join(out, "pretrain");
  const stage = await stages.run("pretraining", {
    folder,
    settings: { ...demoPretraining, backend: backend.name },
    after: [prepared.keys.examples],
    run: async () => {
      const progress = context.progress("pretraining", "updates");
      const { examples, tokenizer, entityVocab } = prepared;
      const config = { ...demoPretraining, examples, tokenizer, entityVocab, out: join(folder, "run") };
      const outcome = await pretrainModel(config, {
        resume: true,
        signal: context.signal,
        onProgress: ({ step, total, stage: name, loss }) =>
          progress.update(step, total, `${name}  loss ${loss.toFixed(2)}`),
      });
      const { figures, stageStarts, steps, parameters, model } = outcome;
      const curves = await readCurves(join(folder, "run"), {
        wordLoss: "masked words",
        entityLoss: "masked entities",
      });
      const shown = await maskedEntityExamples({ model, examples, count: 6 });
      progress.end(
        `entity accuracy ${percent(figures.entityAccuracy)}, most frequent ${percent(figures.mostFrequentEntityAccuracy)}`,
      );
      const report: PretrainingReport = {
        curves,
        stageStarts,
        scores: [
          { name: "masked entities found (held out)", value: percent(figures.entityAccuracy) },
          { name: "… always the most frequent entity", value: percent(figures.mostFrequentEntityAccuracy) },
          { name: "masked words found (held out)", value: percent(figures.wordAccuracy) },
          {
            name: "loss of words / of entities",
            value: `${figures.wordLoss?.toFixed(2)} / ${figures.entityLoss?.toFixed(2)}`,
          },
        ],
        examples: shown,
      };
      return { model, steps, parameters, figures: { ...figures }, report };
    },
  });
  return { key: stage.key, ...stage.result };
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
      const [train, dev, test] = settings.files.map((file) => join(prepared.datasets, file));
      const outcome = await fineTuneModel(
        task,
        {
          model: pretrained.model,
          train: train!,
          dev: dev!,
          test: test!,
          out: join(folder, "run"),
          seed: demoSeed,
          epochs: settings.epochs,
          batchSize: settings.batchSize,
          learningRate: settings.learningRate,
          warmup: 0.06,
          weightDecay: 0.01,
          maxTokens: 4096,
          entityAwareAttention: true,
          initial: "pretrained",
          evaluationsPerEpoch: 1,
          mentions: prepared.mentions,
        },
        {
          resume: true,
          signal: context.signal,
          onProgress: ({ step, total, loss, evaluation }) =>
            progress.update(
              step,
              total,
              `loss ${loss.toFixed(3)}${evaluation === undefined ? "" : `  dev ${evaluation["main"]?.toFixed(1)}`}`,
            ),
        },
      );
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

function percent(share: number | undefined): string {
  return share === undefined ? "–" : `${(100 * share).toFixed(1)} %`;
}
