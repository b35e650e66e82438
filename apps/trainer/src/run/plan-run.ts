import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { measurePeak } from "@lukejs/luke";
import type { ExamplesManifest } from "@lukejs/tasks/node";
import { factsOf, type PlanFacts, type PretrainPlan, planPretraining } from "./plan-pretraining.ts";
import type { PretrainConfig } from "./pretrain-config.ts";

export interface PlanOptions {
  readonly processes: number;
  readonly wordsPerSecond?: number;
  /** 10^12 operations a second that each process reaches. */
  readonly teraflops?: number;
  /** 10^9 bits a second that each process can send. */
  readonly link?: number;
}

export interface PlannedRun extends PretrainPlan {
  readonly facts: PlanFacts;
  /** Where the number of examples and the rate come from. */
  readonly sources: { readonly examples: string; readonly rate: string };
}

/** English Wikipedia of December 2018 as the paper has it (Appendix A); sequences as its code's step counts imply. */
const paperFacts = {
  vocabSize: 50_265,
  entityVocabSize: 500_000,
  examples: 10_050_000,
  words: 3_500_000_000,
  entities: 11_000_000,
};

/** Plans a run for the examples that the config names, or for the paper's where there are none yet. */
export async function planRun(config: PretrainConfig, options: PlanOptions): Promise<PlannedRun> {
  const manifest = await readFile(join(config.examples, "examples.json"), "utf8").catch(() => undefined);
  const data = manifest === undefined ? paperFacts : factsOf(JSON.parse(manifest) as ExamplesManifest);
  const { processes, wordsPerSecond, teraflops, link } = options;
  let flopsPerSecond = teraflops === undefined ? undefined : teraflops * 1e12;
  let rate =
    wordsPerSecond === undefined
      ? `${teraflops} · 10^12 operations a second a process, as given`
      : `${wordsPerSecond} words a second, as given`;
  if (wordsPerSecond === undefined && flopsPerSecond === undefined) {
    const backend = await useBackend();
    flopsPerSecond = await measurePeak();
    rate = `what a matrix multiplication reaches here (${(flopsPerSecond / 1e12).toPrecision(2)} · 10^12 operations a second, ${backend.description}): the least time`;
  }
  const facts: PlanFacts = {
    ...data,
    processes,
    ...(wordsPerSecond === undefined ? {} : { wordsPerSecond }),
    ...(flopsPerSecond === undefined ? {} : { flopsPerSecond }),
    ...(link === undefined ? {} : { linkBytesPerSecond: (link * 1e9) / 8 }),
  };
  const examples = manifest === undefined ? "the paper's: none are built yet" : config.examples;
  return { ...planPretraining(config, facts), facts, sources: { examples, rate } };
}
