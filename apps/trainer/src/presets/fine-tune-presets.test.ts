import { readFileSync } from "node:fs";
import { lukeLarge } from "@lukejs/model";
import { sharedPath } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { publishedGrid } from "../experiments/search-grid.ts";
import { fineTuneConfig } from "../run/fine-tune-config.ts";
import { fineTuningSettings } from "../run/fine-tuning-settings.ts";
import { taskNames } from "../run/task-by-name.ts";
import { fineTunePreset, fineTunePresetNames } from "./fine-tune-presets.ts";

const files = { model: "m", train: "t", dev: "d", out: "o" };
const configOf = (task: string, name: string) =>
  fineTuneConfig.parse({ ...fineTunePreset(task, name), ...files });

/** In the order of the columns of Table 11. */
const columns = [
  "entity-typing",
  "relation-classification",
  "named-entity-recognition",
  "cloze",
  "question-answering",
];

test("every task has every preset, and another name is none", () => {
  expect([...taskNames].sort()).toEqual([...columns].sort());
  for (const task of taskNames) {
    for (const name of fineTunePresetNames) expect(configOf(task, name).epochs).toBeGreaterThan(0);
    for (const name of ["published", "paper", "hf"]) expect(configOf(task, name).preset).toBe(name);
    expect(fineTunePreset(task, "config.json")).toBeUndefined();
  }
});

test("the paper chooses weights on the dev set everywhere, its code not for names and SQuAD", () => {
  expect(columns.map((task) => configOf(task, "published").keep)).toEqual([
    "best",
    "best",
    "last",
    "best",
    "last",
  ]);
  for (const task of columns) expect(configOf(task, "paper").keep).toBe("best");
});

test("the reduced preset bounds texts and micro-batches", () => {
  for (const task of columns) {
    expect(configOf(task, "reduced")).toMatchObject({
      maxTokens: 1024,
      recompute: true,
      preset: "published",
    });
    expect(configOf(task, "reduced").maxWords).toBeLessThanOrEqual(256);
  }
});

const paper = sharedPath("paper.txt");

/** The lines of the paper between two others, empty ones left out. */
function linesOf(from: string, to: string): string[] {
  const lines = readFileSync(paper!, "utf8").split("\n");
  const end = lines.findIndex((line) => line.startsWith(to));
  const start = lines.lastIndexOf(from, end);
  return lines.slice(start, end).filter((line) => line.trim() !== "");
}

test.skipIf(!paper)("learning rates, batches and epochs are those of Table 11", () => {
  const lines = linesOf("Open Entity", "Table 11:");
  const row = (title: string): number[] => {
    const at = lines.indexOf(title);
    return lines.slice(at + 1, at + 6).map(Number);
  };
  for (const name of ["published", "paper", "hf", "reduced"]) {
    const configs = columns.map((task) => configOf(task, name));
    expect(configs.map((config) => config.learningRate)).toEqual(row("Learning rate"));
    expect(configs.map((config) => config.batchSize)).toEqual(row("Batch size"));
    expect(configs.map((config) => config.epochs)).toEqual(row("Training epochs"));
  }
});

test.skipIf(!paper)("everything else is as in Table 12", () => {
  const lines = linesOf("Maximum word length", "Table 12:");
  const value = (title: string): string => lines[lines.indexOf(title) + 1]!;
  const config = configOf("entity-typing", "published");
  const { adamW, clipNorm, stages } = fineTuningSettings("entity-typing", config, 1000, []);
  const [{ steps, warmupSteps, schedule = "linear" }] = stages as [(typeof stages)[number]];
  expect(lukeLarge.maxPositions - lukeLarge.padWordId - 1).toBe(Number(value("Maximum word length")));
  expect(schedule).toBe(value("Learning rate decay"));
  expect(config.warmup).toBe(Number(value("Warmup ratio")));
  expect(warmupSteps).toBe(Math.round(0.06 * steps));
  expect([lukeLarge.hiddenDropout, lukeLarge.attentionDropout]).toEqual(
    Array(2).fill(Number(value("Dropout"))),
  );
  expect(adamW!.weightDecay).toBe(Number(value("Weight decay")));
  expect([value("Gradient clipping"), clipNorm]).toEqual(["none", undefined]);
  expect(value("Adam β1")).toBe(String(adamW!.beta1));
  expect(value("Adam β2")).toBe(String(adamW!.beta2));
  expect(Number(value("Adam ϵ"))).toBe(adamW!.epsilon);
});

test.skipIf(!paper)("the grid of the search is the paper's", () => {
  const text = readFileSync(paper!, "utf8");
  const list = (name: string): number[] =>
    new RegExp(`• ${name}: ([\\d., e-]+)`).exec(text)![1]!.split(",").map(Number);
  expect(publishedGrid["learningRate"]).toEqual(list("learning rate"));
  expect(publishedGrid["batchSize"]).toEqual(list("batch size"));
  expect(publishedGrid["epochs"]).toEqual(list("number of training epochs"));
});
