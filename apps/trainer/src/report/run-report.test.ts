import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fineTuneConfig } from "../run/fine-tune-config.ts";
import { type RunResult, writeRunResult } from "../run/run-result.ts";
import { taskByName } from "../run/task-by-name.ts";
import { analyzePredictions } from "./analyze-predictions.ts";
import { lineChart } from "./line-chart.ts";
import { readRunReports } from "./run-report-data.ts";
import { runReportPage } from "./run-report-page.ts";

const relation = (words: string, label: string) => ({
  id: words,
  words: words.split(" "),
  head: { start: 0, end: 1 },
  tail: { start: 2, end: 3 },
  label,
});
const relations = [
  relation("Ann likes <Oslo>", "lives in"),
  relation("Bob of Rome", "lives in"),
  relation("Max in Lima", "no_relation"),
];
const found = ["lives in", "no_relation", "no_relation"].map((label) => ({
  label,
  logits: new Float32Array(2),
}));

test("relations are counted by label, confused ones in a matrix, errors shown", () => {
  const analysis = analyzePredictions(taskByName("relation-classification"), relations, found);
  expect(analysis).toMatchObject({ examples: 3, wrong: 1 });
  expect(analysis.kinds[0]).toEqual({
    name: "lives in",
    gold: 2,
    found: 1,
    precision: 100,
    recall: 50,
    f1: (2 * 100 * 50) / 150,
  });
  expect(analysis.confusion).toEqual({
    labels: ["lives in", "no_relation"],
    rows: [
      [1, 1],
      [0, 1],
    ],
  });
  expect(analysis.errors.map(({ note }) => note)).toEqual(["✗ no_relation, gold: lives in"]);
});

test("names are counted one by one, and missed ones are found as no name", () => {
  const sentence = (label: string) => ({
    words: ["Ann", "left"],
    tags: [],
    spans: [{ start: 0, end: 1, label }],
  });
  const documents = [{ sentences: [sentence("PER"), sentence("PER")] }];
  const named = [{ start: 0, end: 1, label: "LOC", score: 1 }];
  const analysis = analyzePredictions(taskByName("named-entity-recognition"), documents, [
    { sentences: [named, []] },
  ]);
  expect(analysis).toMatchObject({ examples: 2, wrong: 2 });
  expect(analysis.confusion?.labels).toEqual(["PER", "LOC", "no name"]);
  expect(analysis.confusion?.rows[0]).toEqual([0, 1, 1]);
  expect(analysis.kinds.map(({ name, gold }) => [name, gold])).toEqual([
    ["PER", 2],
    ["LOC", 0],
  ]);
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-report-"));
  for (const [seed, main] of [
    [1, 70],
    [2, 65.5],
  ] as const) {
    const run = join(folder, `seed-${seed}`);
    await mkdir(run);
    await writeFile(
      join(run, "metrics.jsonl"),
      `${JSON.stringify({ step: 1, stage: "all", learningRate: 0.1, loss: 2 })}\n${JSON.stringify({ step: 1, stage: "all", f1: 60, main: 60 })}\n`,
    );
    const settings = fineTuneConfig.parse({ model: "m", train: "a", dev: "b", out: run, seed });
    const result: RunResult = {
      task: "relation-classification",
      date: "2026-01-01T00:00:00.000Z",
      seconds: 10,
      backend: "a <backend>",
      settings,
      labels: [],
      steps: 1,
      stoppedEarly: false,
      selectBy: "main",
      dev: 60,
      test: { main, details: { f1: main } },
      baselines: { majority: 10 },
      counts: {},
      analysis: analyzePredictions(taskByName("relation-classification"), relations, found),
    };
    await writeRunResult(run, result);
  }
  await mkdir(join(folder, "unfinished"));
  await writeFile(join(folder, "unfinished", "metrics.jsonl"), "");
});
afterAll(() => rm(folder, { recursive: true }));

test("a page of several runs compares them, in one file without script or address", async () => {
  const data = await readRunReports(["seed-1", "seed-2", "unfinished"].map((name) => join(folder, name)));
  expect(data.runs.map(({ name }) => name)).toEqual(["seed-1", "seed-2", "unfinished"]);
  expect(data.runs[0]!.evaluations[0]).toEqual({ name: "main score", points: [{ x: 1, y: 60 }] });
  const page = runReportPage(data);
  expect(page).not.toMatch(/<script|https?:\/\/|src=|@import|url\(/);
  expect(page).toContain("a &lt;backend&gt;");
  expect(page).toContain('<th scope="col">seed</th>');
  expect(page).toContain("<td>−4.50</td>");
  expect(page).toContain("Wanted (rows) and found (columns)");
  expect(page).toContain("This run is not finished");
});

test("what is no run is refused with its path", async () => {
  await expect(readRunReports([folder])).rejects.toMatchObject({ code: "CLI022" });
});

test("a legend goes on in a second line where the names are long", () => {
  const curve = (name: string) => ({ name, points: [{ x: 0, y: 0 }] });
  const lines = (names: string[]) =>
    lineChart(names.map(curve), { title: "x", xLabel: "y" }).split('class="legend"').length - 1;
  expect(lines(["a", "b"])).toBe(1);
  expect(lines(["a".repeat(60), "b".repeat(60)])).toBe(2);
});
