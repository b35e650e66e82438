import { existsSync } from "node:fs";
import { join } from "node:path";
import { type FineTuneConfig, fineTuneConfig } from "../run/fine-tune-config.ts";
import { publishedRuns } from "./published-runs.ts";
import type { PublishedRow, PublishedTable, StartingPoint } from "./published-tables.ts";

/** What there is to reproduce with. */
export interface Materials {
  /** Folder of the datasets; see published-runs.ts for the names in it. */
  readonly data?: string | undefined;
  readonly checkpoints: Readonly<Partial<Record<StartingPoint, string>>>;
  /** A mention table, for the entities of question answering. */
  readonly mentions?: string | undefined;
}

/** One fine-tuning that a row of a table needs. */
export interface PlannedRun {
  readonly row: PublishedRow;
  readonly task: string;
  /** What is not there; empty where the run can start. */
  readonly missing: readonly string[];
  /** Without `out` and `seed`; present where nothing is missing. */
  readonly config?: Omit<FineTuneConfig, "out" | "seed">;
}

const options: Readonly<Record<StartingPoint, string>> = {
  luke: "--luke: a LUKE checkpoint, such as luke-large",
  roberta: "--roberta: RoBERTa as a LUKE folder (luke convert --from roberta)",
  control: "--control: RoBERTa trained further on Wikipedia (luke pretrain --preset roberta-control)",
};

/** The runs of a table's rows, each with what it lacks. Reads no file. */
export function planTable(
  { columns, rows }: PublishedTable,
  { data, checkpoints, mentions }: Materials,
  changes: Partial<FineTuneConfig> = {},
): PlannedRun[] {
  const tasks = [...new Set(columns.map(({ task }) => task))];
  return rows.flatMap((row) =>
    row.start === undefined ? [] : tasks.map((task) => planRun(row, row.start!, task)),
  );

  function planRun(row: PublishedRow, start: StartingPoint, task: string): PlannedRun {
    const { files, settings } = publishedRuns[task]!;
    const missing: string[] = [];
    const found = Object.entries(files).map(([split, names]: [string, readonly string[]]) => {
      const name = data === undefined ? undefined : names.find((one) => existsSync(join(data, one)));
      if (name === undefined) missing.push(`--data: ${names.join(" or ")}`);
      return [split, name === undefined ? "" : join(data!, name)] as const;
    });
    const model = checkpoints[start];
    if (model === undefined || !existsSync(join(model, "config.json"))) missing.push(options[start]);
    const all = { ...settings, ...row.settings, ...changes };
    const readsEntities = task === "question-answering" && all.entityInputs !== false;
    if (readsEntities && mentions === undefined) {
      missing.push("--mentions: a mention table (luke mentions build)");
    }
    if (missing.length > 0) return { row, task, missing };
    const {
      out: _,
      seed: __,
      ...config
    } = fineTuneConfig.parse({
      ...{ model, ...Object.fromEntries(found), out: "", ...all },
      ...(readsEntities ? { mentions } : {}),
    });
    return { row, task, missing, config };
  }
}
