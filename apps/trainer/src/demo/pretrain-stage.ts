import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import type { PretrainingReport } from "../report/report-data.ts";
import { maskedEntityExamples } from "../run/masked-entity-examples.ts";
import { pretrainModel } from "../run/pretrain-model.ts";
import { readCurves } from "../run/read-metrics.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import { demoPretraining } from "./demo-settings.ts";
import type { PreparedData } from "./prepare-data.ts";
import type { StageRunner } from "./stage-runner.ts";

export interface Pretrained {
  readonly key: string;
  readonly model: string;
  readonly steps: number;
  readonly parameters: number;
  readonly figures: Readonly<Record<string, number | undefined>>;
  readonly report: PretrainingReport;
}

/** Pretrains on a folder of examples as one stage of the main job, or of an experiment beside it. */
export async function pretrainStage(
  name: string,
  folder: string,
  examples: { readonly folder: string; readonly key: string },
  prepared: PreparedData,
  backend: BackendInfo,
  stages: StageRunner,
  context: CommandContext,
): Promise<Pretrained> {
  const stage = await stages.run(name, {
    folder,
    settings: { ...demoPretraining, backend: backend.name },
    after: [examples.key],
    run: async () => {
      const progress = context.progress(name, "updates");
      const { tokenizer, entityVocab } = prepared;
      const config = {
        ...demoPretraining,
        examples: examples.folder,
        tokenizer,
        entityVocab,
        out: join(folder, "run"),
      };
      const outcome = await pretrainModel(config, {
        resume: true,
        signal: context.signal,
        onProgress: ({ step, total, stage: part, loss }) =>
          progress.update(step, total, `${part}  loss ${loss.toFixed(2)}`),
      });
      const { figures, stageStarts, steps, parameters, model } = outcome;
      const curves = await readCurves(join(folder, "run"), {
        wordLoss: "masked words",
        entityLoss: "masked entities",
      });
      const shown = await maskedEntityExamples({ model, examples: examples.folder, count: 6 });
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

function percent(share: number | undefined): string {
  return share === undefined ? "–" : `${(100 * share).toFixed(1)} %`;
}
