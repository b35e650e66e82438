import { expect, test } from "vitest";
import { pretrainPresets } from "../presets/pretrain-presets.ts";
import { type PlanFacts, planPretraining } from "./plan-pretraining.ts";
import { planText } from "./plan-text.ts";
import { type PretrainConfig, pretrainConfig } from "./pretrain-config.ts";
import { readConfig } from "./read-config.ts";

/** The paper's data (Appendix A). */
const paper: PlanFacts = {
  vocabSize: 50_265,
  entityVocabSize: 500_000,
  examples: 10_050_000,
  words: 3_500_000_000,
  entities: 11_000_000,
  processes: 16,
};
const preset = (name: string): PretrainConfig => pretrainConfig.parse(pretrainPresets.get(name));

test("every preset is a config, and --set completes it", async () => {
  for (const [name, given] of pretrainPresets) {
    const config = await readConfig(undefined, pretrainConfig, ["out=elsewhere", "model.dropout=0.2"], given);
    expect([config.out, config.model.dropout, config.stages.length > 0], name).toEqual([
      "elsewhere",
      0.2,
      true,
    ]);
  }
  expect(preset("luke-large").out).toBe("runs/luke-large");
});

test("the published setting: 483 M parameters and its heads, 200 K updates of 2,048", () => {
  const config = preset("luke-large");
  const plan = planPretraining(config, paper);
  // The heads: words 1.1 M, entities 0.8 M; the pooler 1.0 M.
  expect(plan.parameters.total / 1e6).toBeCloseTo(483 + 1.1 + 0.8 + 1, 0);
  expect([plan.steps, config.batchSize, config.adamW.biasCorrection]).toEqual([200_000, 2048, false]);
  // The first stage: the entity table (128 M), its projection and positions, and the entity head.
  expect(plan.parameters.stageOne / 1e6).toBeCloseTo(129.6, 0);
  expect(plan.epochs).toBeCloseTo(40.8, 1);
  // Parameters, two moments, the sum of the gradients, and those of a micro-batch that are added to it.
  expect(plan.memory.model).toBe(16 * plan.parameters.total);
  expect(plan.memory.firstProcess).toBe(16 * plan.parameters.total);
  const atOnce = planPretraining({ ...config, batchSize: 16 }, paper);
  expect(atOnce.memory.model).toBe(16 * plan.parameters.total);
});

test("time comes from words a second or from operations a second, and is absent without either", () => {
  const config = preset("luke-base");
  expect(planPretraining(config, paper).days).toBeUndefined();
  const wordsPerUpdate = (3.5e9 / 10_050_000) * 2048;
  const byWords = planPretraining(config, { ...paper, wordsPerSecond: wordsPerUpdate });
  expect(byWords.secondsPerUpdate).toBeCloseTo(1, 6);
  expect(byWords.days).toBeCloseTo(200_000 / 86_400, 4);
  const byOperations = planPretraining(config, { ...paper, flopsPerSecond: 1e13 });
  expect(byOperations.secondsPerUpdate).toBeCloseTo(byOperations.flopsPerUpdate / 1.6e14, 6);
});

test("what travels between processes is twice the gradients, and its share comes from the link, less what the backward pass hides", () => {
  const config = preset("luke-large");
  const alone = planPretraining(config, { ...paper, processes: 1 });
  expect(alone.communication.bytes).toBe(0);
  const plan = planPretraining(config, { ...paper, flopsPerSecond: 6e13, linkBytesPerSecond: 25e9 / 8 });
  expect(plan.communication.bytes).toBeCloseTo(plan.parameters.total * 2 * (2 - 2 / 16), 0);
  const sending = plan.communication.bytes / (25e9 / 8);
  const { seconds, hidden, share } = plan.communication;
  expect(seconds).toBeCloseTo(sending, 10);
  // It travels beside the last micro-batch's backward pass; with larger ones all but the tables does, which come last.
  expect(hidden! / sending).toBeCloseTo(0.28, 2);
  const large = { ...config, maxTokens: 8 * config.maxTokens };
  const whole = planPretraining(large, { ...paper, flopsPerSecond: 6e13, linkBytesPerSecond: 25e9 / 8 });
  expect(whole.communication.hidden! / sending).toBeCloseTo(302 / 486, 2);
  expect(share).toBeCloseTo((sending - hidden!) / plan.secondsPerUpdate!, 10);
  const waits = { ...config, run: { ...config.run, overlap: false } };
  const apart = planPretraining(waits, { ...paper, flopsPerSecond: 6e13, linkBytesPerSecond: 25e9 / 8 });
  expect(apart.communication).toMatchObject({ hidden: 0, share: sending / apart.secondsPerUpdate! });
  expect(apart.secondsPerUpdate! - plan.secondsPerUpdate!).toBeCloseTo(hidden!, 10);
});

test("a plan reads as a table", () => {
  const facts = { ...paper, wordsPerSecond: 60_000 };
  const planned = {
    ...planPretraining(preset("luke-large"), facts),
    facts,
    sources: { examples: "the paper's", rate: "60000 words a second, as given" },
  };
  const text = planText(planned);
  expect(text).toMatch(/^parameters +48\d\.\d M, 12\d\.\d M of them entity embeddings$/m);
  expect(text).toMatch(/^the run +27\.5 days at 60000 words a second, as given$/m);
});
