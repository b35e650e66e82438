import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { notARun } from "../errors.ts";
import { readCurves } from "../run/read-metrics.ts";
import { type RunResult, readRunResult } from "../run/run-result.ts";
import type { Curve } from "./report-data.ts";

/** A run as a report shows it. */
export interface RunReport {
  /** What tells it from the other runs: the end of its path. */
  readonly name: string;
  readonly folder: string;
  /** Training losses by update. */
  readonly losses: readonly Curve[];
  /** Figures of the dev set by update; what chose is first. */
  readonly evaluations: readonly Curve[];
  /** Absent for a run that is not finished, or is no fine-tuning. */
  readonly result?: RunResult;
}

export interface RunReportData {
  readonly title: string;
  readonly runs: readonly RunReport[];
}

/** What a training loss is called in a legend. */
const losses = { loss: "training loss", wordLoss: "masked words", entityLoss: "masked entities" };
const bookkeeping = new Set(["step", "stage", "epoch"]);

/** @throws LukeError CLI022 for a folder that holds no training run */
export async function readRunReports(folders: readonly string[]): Promise<RunReportData> {
  const names = distinctNames(folders);
  const runs = await Promise.all(folders.map((folder, i) => readRun(folder, names[i]!)));
  const tasks = [...new Set(runs.flatMap(({ result }) => (result === undefined ? [] : [result.task])))];
  const what = tasks.length === 0 ? "Training" : tasks.join(", ");
  return { title: runs.length === 1 ? `${what}: ${names[0]}` : `${what}: ${runs.length} runs`, runs };
}

async function readRun(folder: string, name: string): Promise<RunReport> {
  let lines: Record<string, unknown>[];
  try {
    const text = await readFile(join(folder, "metrics.jsonl"), "utf8");
    lines = text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  } catch {
    throw notARun(folder, "metrics.jsonl");
  }
  const result = await readRunResult(folder).catch(() => undefined);
  const evaluations = lines.filter((line) => line["learningRate"] === undefined);
  const figures = [...new Set(evaluations.flatMap((line) => Object.keys(line)))].filter(
    (figure) => !bookkeeping.has(figure),
  );
  const first = result?.selectBy ?? "main";
  const order = [...figures].sort((a, b) => Number(b === first) - Number(a === first));
  return {
    name,
    folder: resolve(folder),
    losses: await readCurves(folder, losses),
    evaluations: order.map((figure) => ({
      name: figure === "main" ? "main score" : figure,
      points: evaluations.flatMap((line) => {
        const y = line[figure];
        return typeof y === "number" ? [{ x: Number(line["step"]), y }] : [];
      }),
    })),
    ...(result === undefined ? {} : { result }),
  };
}

/** The last part of each path, with parts before it until all differ. */
function distinctNames(folders: readonly string[]): string[] {
  const names = folders.map((folder) => basename(resolve(folder)));
  let rest = folders.map((folder) => dirname(resolve(folder)));
  while (new Set(names).size < new Set(folders.map((folder) => resolve(folder))).size) {
    for (const i of names.keys()) names[i] = `${basename(rest[i]!)}/${names[i]}`;
    rest = rest.map((path) => dirname(path));
  }
  return names;
}
