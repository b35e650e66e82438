/**
 * What the parts of pretraining bring, on the bundled encyclopedia: both objectives in two stages, masked words alone,
 * one stage; beside them what needs no model: the most frequent entity, and logistic regression on the words around.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import type { PretrainingFigures } from "@lukejs/tasks";
import { readPretrainingExamples } from "@lukejs/tasks/node";
import type { PretrainConfig } from "../run/pretrain-config.ts";
import { pretrainModel } from "../run/pretrain-model.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import { bagOfWordsAccuracy } from "./bag-of-words.ts";
import { demoPretraining } from "./demo-settings.ts";
import { prepareData } from "./prepare-data.ts";
import { createStageRunner } from "./stage-runner.ts";

export interface PretrainingExperiment {
  readonly name: string;
  /** Of the masked words and entities of held-out sentences, one number a seed. */
  readonly wordAccuracy: readonly number[];
  readonly entityAccuracy: readonly number[];
}

type Settings = typeof demoPretraining;

const [start, stageOne, stageTwo] = demoPretraining.stages as [
  PretrainConfig["stages"][number],
  PretrainConfig["stages"][number],
  PretrainConfig["stages"][number],
];
const whole = (start.epochs ?? 0) + (stageOne.epochs ?? 0) + (stageTwo.epochs ?? 0);
/** All see as many examples. */
const variants: readonly { readonly name: string; readonly settings: Settings }[] = [
  { name: "words and entities, two stages", settings: demoPretraining },
  {
    name: "words and entities, one stage",
    settings: { ...demoPretraining, stages: [{ ...start, epochs: whole }] },
  },
  {
    name: "words alone",
    settings: { ...demoPretraining, objective: "words", stages: [{ ...start, epochs: whole }] },
  },
];

export async function runPretrainingExperiments(
  out: string,
  seeds: number,
  backend: BackendInfo,
  context: CommandContext,
): Promise<readonly PretrainingExperiment[]> {
  const stages = createStageRunner((name) => context.progress(name, "").end("kept from an earlier run"));
  const prepared = await prepareData(out, stages, context);
  const rows: PretrainingExperiment[] = [];
  let mostFrequent = 0;
  for (const { name, settings } of variants) {
    const figures: Partial<PretrainingFigures>[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const title = `${name}, seed ${seed}`;
      const folder = join(out, "pretraining-experiments", title.replaceAll(/[ ,]+/g, "-"));
      const stage = await stages.run(title, {
        folder,
        settings: { ...settings, seed, backend: backend.name },
        after: [prepared.keys.examples],
        run: async () => {
          const progress = context.progress(title, "updates");
          const { examples, tokenizer, entityVocab } = prepared;
          const config = { ...settings, seed, examples, tokenizer, entityVocab, out: join(folder, "run") };
          const outcome = await pretrainModel(config, {
            resume: true,
            signal: context.signal,
            onProgress: ({ step, total, loss }) => progress.update(step, total, `loss ${loss.toFixed(2)}`),
          });
          progress.end();
          return outcome.figures;
        },
      });
      figures.push(stage.result);
    }
    mostFrequent = figures[0]?.mostFrequentEntityAccuracy ?? mostFrequent;
    rows.push({
      name,
      wordAccuracy: figures.flatMap(({ wordAccuracy = [] }) => wordAccuracy),
      entityAccuracy: figures.flatMap(({ entityAccuracy = [] }) => entityAccuracy),
    });
  }
  const baseline = await stages.run("bag of words", {
    folder: join(out, "pretraining-experiments", "bag-of-words"),
    settings: { epochs: 3, backend: backend.name },
    after: [prepared.keys.examples],
    run: async () => {
      const { manifest, train, heldOut } = await readPretrainingExamples(prepared.examples);
      return bagOfWordsAccuracy(train, heldOut, {
        vocabSize: Number(manifest.settings["vocabSize"]),
        entityVocabSize: Number(manifest.settings["entityVocabSize"]),
        seed: 1,
        epochs: 3,
        signal: context.signal,
      });
    },
  });
  rows.push({
    name: "logistic regression on the words around",
    wordAccuracy: [],
    entityAccuracy: [baseline.result],
  });
  rows.push({ name: "the most frequent entity", wordAccuracy: [], entityAccuracy: [mostFrequent] });
  await writeFile(join(out, "pretraining-experiments.json"), `${JSON.stringify(rows, null, 1)}\n`);
  return rows;
}

/** The rows as a Markdown table, in percent; a mean with its standard deviation where there are several seeds. */
export function pretrainingExperimentsTable(rows: readonly PretrainingExperiment[]): string {
  const cell = (values: readonly number[]): string => {
    if (values.length === 0) return "–";
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1),
    );
    return (100 * mean).toFixed(1) + (values.length > 1 ? ` ± ${(100 * spread).toFixed(1)}` : "");
  };
  return [
    "| pretraining | masked words | masked entities |",
    "|---|---|---|",
    ...rows.map((row) => `| ${row.name} | ${cell(row.wordAccuracy)} | ${cell(row.entityAccuracy)} |`),
  ].join("\n");
}
