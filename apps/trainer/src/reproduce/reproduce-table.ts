/** Runs what a table of the paper needs, as far as data and checkpoints allow, and prints ours beside the paper's. */
import { join } from "node:path";
import { fineTuneTrial } from "../run/fine-tune-run.ts";
import type { RunResult } from "../run/run-result.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import type { PlannedRun } from "./plan-table.ts";
import type { PublishedColumn, PublishedRow, PublishedTable } from "./published-tables.ts";

export interface ReproducedRow {
  readonly title: string;
  readonly note?: string | undefined;
  /** By column; `ours` of the seed that was best on the dev set, as the paper reports it. */
  readonly cells: readonly {
    readonly paper?: number;
    readonly ours?: number;
    readonly seeds?: readonly number[];
  }[];
}

export async function reproduceTable(
  table: PublishedTable,
  plan: readonly PlannedRun[],
  { out, seeds, backend }: { readonly out: string; readonly seeds: number; readonly backend: string },
  context: CommandContext,
): Promise<ReproducedRow[]> {
  const results = new Map<string, readonly RunResult[]>();
  for (const { row, task, config } of plan) {
    if (config === undefined) continue;
    const found: RunResult[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const folder = join(out, variantOf(row), task, `seed-${seed}`);
      const progress = context.progress(`${row.title}, ${task}, seed ${seed}`, "updates");
      const { result, skipped } = await fineTuneTrial(
        task,
        { ...config, seed, out: folder },
        { backend, signal: context.signal, progress },
      );
      progress.end(`${result.test.main.toFixed(1)}${skipped ? "  kept from an earlier run" : ""}`);
      found.push(result);
    }
    results.set(`${row.title} ${task}`, found);
  }
  return fillTable(table, (row, task) => results.get(`${row} ${task}`));
}

/** The rows of a table with the paper's figures, and those of the runs that there are. */
export function fillTable(
  { columns, rows }: PublishedTable,
  resultsOf: (row: string, task: string) => readonly RunResult[] | undefined,
): ReproducedRow[] {
  return rows.map(({ title, values, note }) => ({
    title,
    note,
    cells: columns.map((column, i) => {
      const paper = values[i];
      const found = column.split === "hidden" ? undefined : resultsOf(title, column.task);
      const ours = found === undefined ? undefined : found.map((result) => figureOf(result, column));
      const best = found?.reduce((one, other) => (other.dev > one.dev ? other : one));
      return {
        ...(paper === undefined ? {} : { paper }),
        ...(ours === undefined ? {} : { ours: figureOf(best!, column), seeds: ours }),
      };
    }),
  }));
}

/** A Markdown table: the paper's figure, then ours in bold where there is one. */
export function reproducedTable(
  { number, title, columns }: PublishedTable,
  rows: readonly ReproducedRow[],
): string {
  const cell = ({ paper, ours }: ReproducedRow["cells"][number]): string =>
    `${paper?.toFixed(1) ?? "–"}${ours === undefined ? "" : ` / **${ours.toFixed(1)}**`}`;
  const head = [
    "",
    ...columns.map(({ title: name, split }) => (split === "hidden" ? `${name} (hidden)` : name)),
  ];
  const body = rows.map(({ title: name, note, cells }) => [
    note === undefined ? name : `${name} ¹`,
    ...cells.map(cell),
  ]);
  const notes = [...new Set(rows.flatMap(({ note }) => (note === undefined ? [] : [note])))];
  return [
    `Table ${number}: ${title}. The paper's figures / **ours**.`,
    "",
    ...[head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`),
    ...notes.map((note) => `\n¹ ${note}`),
  ].join("\n");
}

/** What would run and what is missing, a line a run. */
export function planTextOf({ number, title }: PublishedTable, plan: readonly PlannedRun[]): string {
  const lines = plan.map(({ row, task, missing, config }) =>
    config === undefined
      ? `  ✗ ${row.title}, ${task}: missing ${missing.join("; ")}`
      : `  ✓ ${row.title}, ${task}: learning rate ${config.learningRate}, batch ${config.batchSize}, ${config.epochs} epochs${config.entityInputs ? "" : ", no entity inputs"}${config.entityAwareAttention ? "" : ", original attention"}`,
  );
  return [`Table ${number}: ${title}`, ...lines].join("\n");
}

function figureOf({ test }: RunResult, { figure }: PublishedColumn): number {
  return test.details[figure] ?? test.main;
}

/** What a row starts from and changes: the same run in several tables is one run. */
function variantOf({ start, settings = {} }: PublishedRow): string {
  const { entityInputs, entityAwareAttention } = settings;
  return [
    start,
    ...(entityInputs === false ? ["words"] : []),
    ...(entityAwareAttention === false ? ["original-attention"] : []),
  ].join("-");
}
