import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addReproduce } from "../commands/reproduce.ts";
import { createProgram, runProgram } from "../program.ts";
import { fineTuneConfig } from "../run/fine-tune-config.ts";
import type { RunResult } from "../run/run-result.ts";
import { planTable } from "./plan-table.ts";
import { publishedTables } from "./published-tables.ts";
import { fillTable, reproducedTable } from "./reproduce-table.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-reproduce-"));
  for (const name of ["luke", "roberta", "data/conll2003", "data/squad", "data/record"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  for (const name of ["luke", "roberta"]) await writeFile(join(folder, name, "config.json"), "{}");
  for (const name of ["eng.train", "eng.testa", "eng.testb"]) {
    await writeFile(join(folder, "data", "conll2003", name), "");
  }
  for (const name of ["train-v1.1.json", "dev-v1.1.json"]) {
    await writeFile(join(folder, "data", "squad", name), "");
  }
});
afterAll(() => rm(folder, { recursive: true }));

const table = (number: number) => publishedTables.find((one) => one.number === number)!;
const materials = () => ({
  data: join(folder, "data"),
  checkpoints: { luke: join(folder, "luke"), roberta: join(folder, "roberta") },
});

test("every row has as many figures as its table has columns, and each table a row of LUKE's", () => {
  for (const { columns, rows, number } of publishedTables) {
    for (const { title, values } of rows) {
      expect(values.length, `Table ${number}, ${title}`).toBe(columns.length);
    }
    expect(rows.some(({ start }) => start === "luke")).toBe(true);
  }
});

test("Table 6 is LUKE with and without entity inputs, with the paper's settings", () => {
  const plan = planTable(table(6), { ...materials(), mentions: "mentions" });
  expect(plan.map(({ row, task, missing }) => [row.title, task, missing])).toEqual([
    ["LUKE without entity inputs", "named-entity-recognition", []],
    ["LUKE without entity inputs", "question-answering", []],
    ["LUKE", "named-entity-recognition", []],
    ["LUKE", "question-answering", []],
  ]);
  expect(plan[0]!.config).toMatchObject({
    ...{ entityInputs: false, entityAwareAttention: true, learningRate: 1e-5, batchSize: 8, epochs: 5 },
    ...{ warmup: 0.06, weightDecay: 0.01, test: join(folder, "data", "conll2003", "eng.testb") },
  });
  expect(plan[1]!.config).not.toHaveProperty("mentions");
  expect(plan[3]!.config).toMatchObject({
    mentions: "mentions",
    learningRate: 15e-6,
    batchSize: 48,
    epochs: 2,
  });
  // Its test set is hidden.
  expect(plan[3]!.config!.test).toBeUndefined();
});

test("what is missing is told with the option that brings it", () => {
  const [run] = planTable(table(4), materials());
  expect(run!.missing).toEqual(["--data: record/train.json", "--data: record/dev.json"]);
  const [control] = planTable(table(8), materials());
  expect(control!.missing).toEqual([expect.stringContaining("--control")]);
  const squad = planTable(table(5), materials()).find(({ row }) => row.title === "LUKE")!;
  expect(squad.missing).toEqual([expect.stringContaining("--mentions")]);
});

test("a dry run of all tables runs nothing and says what each row would need", async () => {
  const write = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const { data } = materials();
  const argv = ["--json", "reproduce", "--dry-run", "--luke", join(folder, "luke"), "--data", data];
  await runProgram(createProgram([addReproduce]), argv);
  const printed = JSON.parse(write.mock.calls.map(([text]) => String(text)).join(""));
  write.mockRestore();
  expect(printed.tables).toEqual([]);
  expect(new Set(printed.runs.map((run: { table: number }) => run.table))).toEqual(
    new Set([1, 2, 3, 4, 5, 6, 7, 8]),
  );
  const ready = printed.runs.filter((run: { missing: string[] }) => run.missing.length === 0);
  expect(ready.map((run: { table: number; row: string }) => `${run.table} ${run.row}`)).toEqual([
    "3 LUKE",
    "6 LUKE without entity inputs",
    "6 LUKE without entity inputs",
    "6 LUKE",
    "7 original attention",
    "7 entity-aware attention",
    "8 LUKE",
  ]);
});

test("ours stands beside the paper's, of the seed that was best on the dev set; hidden test sets stay empty", () => {
  const result = (dev: number, f1: number): RunResult => ({
    task: "cloze",
    date: "",
    seconds: 1,
    backend: "",
    settings: fineTuneConfig.parse({ model: "", train: "", dev: "", out: "" }),
    labels: [],
    steps: 1,
    stoppedEarly: false,
    selectBy: "exactMatch",
    dev,
    test: { main: f1, details: { exactMatch: f1 - 1, f1 } },
    baselines: {},
    counts: {},
    analysis: { examples: 0, wrong: 0, errors: [], kinds: [] },
  });
  const rows = fillTable(table(4), (row) => (row === "LUKE" ? [result(50, 61), result(70, 60)] : undefined));
  expect(rows.at(-1)!.cells).toEqual([
    { paper: 90.8, ours: 59, seeds: [60, 59] },
    { paper: 91.4, ours: 60, seeds: [61, 60] },
    { paper: 90.6 },
    { paper: 91.2 },
  ]);
  const text = reproducedTable(table(4), rows);
  expect(text).toContain("| LUKE | 90.8 / **59.0** | 91.4 / **60.0** | 90.6 | 91.2 |");
  expect(text).toContain("| RoBERTa ¹ | 89.0 | 89.5 | – | – |");
});

test("a table without results is misuse", async () => {
  const write = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  await runProgram(createProgram([addReproduce]), ["reproduce", "--table", "11", "--dry-run"]);
  expect(process.exitCode).toBe(2);
  process.exitCode = 0;
  expect(String(write.mock.calls[0]?.[0])).toContain("Cannot reproduce Table 11");
  write.mockRestore();
});
