/**
 * The search over learning rate, batch size and epochs (paper, Appendix B): every combination is one run, the best on
 * the dev set is chosen, and only its test score is told. Resumable: finished runs are kept with their scores.
 */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FineTuneConfig } from "../run/fine-tune-config.ts";
import { fineTuneTrial } from "../run/fine-tune-run.ts";
import type { RunResult } from "../run/run-result.ts";
import type { CommandContext } from "../terminal/run-command.ts";

/** Values to try, by setting. */
export type Grid = Readonly<Record<string, readonly (number | string | boolean)[]>>;

/** Table of Appendix B; question answering is not tuned there. */
export const publishedGrid: Grid = {
  learningRate: [1e-5, 2e-5, 3e-5],
  batchSize: [4, 8, 16, 32, 64],
  epochs: [2, 3, 5],
};

export interface GridRow {
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  readonly folder: string;
  readonly dev: number;
  readonly seconds: number;
}

export interface GridOutcome {
  /** In the order of the grid. */
  readonly rows: readonly GridRow[];
  /** The first of the best on the dev set, with its test score and its model. */
  readonly best: RunResult;
  readonly selectBy: string;
}

/** Every combination of a grid's values, the last setting changing first. */
export function gridPoints(grid: Grid): Record<string, number | string | boolean>[] {
  return Object.entries(grid).reduce<Record<string, number | string | boolean>[]>(
    (points, [name, values]) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

export async function searchGrid(
  name: string,
  /** The run config at one point of the grid. */
  configAt: (point: Readonly<Record<string, unknown>>) => Promise<FineTuneConfig>,
  { grid, out, backend }: { readonly grid: Grid; readonly out: string; readonly backend: string },
  context: CommandContext,
): Promise<GridOutcome> {
  const points = gridPoints(grid);
  const rows: GridRow[] = [];
  let best: RunResult | undefined;
  for (const [i, settings] of points.entries()) {
    const text = describePoint(settings);
    const progress = context.progress(`${i + 1}/${points.length}  ${text}`, "updates");
    const folder = join(out, text.replaceAll(/[ =]+/g, "-"));
    const config = { ...(await configAt(settings)), out: folder };
    const { result, skipped } = await fineTuneTrial(name, config, {
      backend,
      signal: context.signal,
      progress,
    });
    progress.end(`dev ${result.dev.toFixed(2)}${skipped ? "  kept from an earlier run" : ""}`);
    rows.push({ settings, folder, dev: result.dev, seconds: result.seconds });
    const isBetter = best === undefined || result.dev > best.dev;
    const worse = isBetter ? best?.settings.out : folder;
    if (isBetter) best = result;
    // Scores stay; of the weights only the best ones.
    if (worse !== undefined) await dropWeights(worse);
    await writeFile(join(out, "search.json"), `${JSON.stringify({ grid, rows }, null, 1)}\n`);
  }
  return { rows, best: best!, selectBy: best!.selectBy };
}

async function dropWeights(folder: string): Promise<void> {
  for (const part of ["model", "checkpoints"]) await rm(join(folder, part), { recursive: true, force: true });
}

/** The grid as a Markdown table, the best on the dev set first. */
export function gridTable({ rows, best, selectBy }: GridOutcome): string {
  const names = Object.keys(rows[0]!.settings);
  const sorted = [...rows].sort((a, b) => b.dev - a.dev);
  const head = [...names, `dev (${selectBy === "main" ? "main score" : selectBy})`, "seconds"];
  const body = sorted.map(({ settings, dev, seconds }) => [
    ...names.map((setting) => String(settings[setting])),
    dev.toFixed(2),
    seconds.toFixed(0),
  ]);
  return [
    ...[head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`),
    `test score of the best one: ${best.test.main.toFixed(2)}; its folder: ${best.settings.out}`,
  ].join("\n");
}

function describePoint(settings: Readonly<Record<string, unknown>>): string {
  return Object.entries(settings)
    .map(([setting, value]) => `${setting}=${value}`)
    .join(" ");
}
