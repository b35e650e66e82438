import { useBackend } from "@lukejs/backend";
import type { Command } from "commander";
import { tableUnknown } from "../errors.ts";
import { planTable } from "../reproduce/plan-table.ts";
import { publishedTables } from "../reproduce/published-tables.ts";
import {
  planTextOf,
  type ReproducedRow,
  reproducedTable,
  reproduceTable,
} from "../reproduce/reproduce-table.ts";
import { type FineTuneConfig, fineTuneConfig } from "../run/fine-tune-config.ts";
import { readConfig } from "../run/read-config.ts";
import { runCommand } from "../terminal/run-command.ts";
import { wholeNumber } from "./corpus.ts";
import { collect } from "./pretrain.ts";

interface Options {
  readonly table?: readonly string[];
  readonly data?: string;
  readonly luke?: string;
  readonly roberta?: string;
  readonly control?: string;
  readonly mentions?: string;
  readonly out: string;
  readonly seeds: number;
  readonly set: string[];
  readonly dryRun?: boolean;
}

/** `luke reproduce --table N --luke DIR --data DIR [--dry-run]`. */
export function addReproduce(program: Command): void {
  program
    .command("reproduce")
    .description(
      "the paper's result tables as far as data and checkpoints allow: what is missing, and ours beside the paper's",
    )
    .option("--table <numbers...>", "of Tables 1 to 8; all without it")
    .option("--data <folder>", "datasets: open-entity/, tacred/, conll2003/, record/, squad/")
    .option("--luke <folder>", "a LUKE checkpoint")
    .option("--roberta <folder>", "RoBERTa as `luke convert --from roberta` writes it")
    .option("--control <folder>", "RoBERTa trained further, by `luke pretrain --preset roberta-control`")
    .option("--mentions <folder>", "a mention table, for the entities of question answering")
    .option("--out <folder>", "run folders; finished runs are kept", "runs/reproduce")
    .option(
      "--seeds <n>",
      "runs of each kind; the best on the dev set is reported, as in the paper",
      wholeNumber,
      1,
    )
    .option("--set <key=value>", "change a setting of all runs; may be repeated", collect, [])
    .option("--dry-run", "say what would run and what is missing, and run nothing")
    .addHelpText(
      "after",
      "\nExample:\n  luke reproduce --table 6 7 --luke luke-large --data datasets --dry-run",
    )
    .action((options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const { data, luke, roberta, control, mentions, out, seeds } = options;
        const tables = (options.table ?? publishedTables.map(({ number }) => String(number))).map(tableOf);
        const changes = await changesOf(options.set);
        const checkpoints = {
          ...(luke === undefined ? {} : { luke }),
          ...(roberta === undefined ? {} : { roberta }),
          ...(control === undefined ? {} : { control }),
        };
        const plans = tables.map((table) => ({
          table,
          plan: planTable(table, { data, checkpoints, mentions }, changes),
        }));
        const plansText = plans.map(({ table, plan }) => planTextOf(table, plan)).join("\n\n");
        const found: { table: number; rows: readonly ReproducedRow[] }[] = [];
        if (
          options.dryRun !== true &&
          plans.some(({ plan }) => plan.some(({ config }) => config !== undefined))
        ) {
          const { description: backend } = await useBackend();
          for (const { table, plan } of plans) {
            const rows = await reproduceTable(table, plan, { out, seeds, backend }, context);
            found.push({ table: table.number, rows });
          }
        }
        const runs = plans.flatMap(({ table, plan }) =>
          plan.map(({ row, task, missing, config }) => ({
            table: table.number,
            row: row.title,
            task,
            missing,
            config,
          })),
        );
        const filled = found.map(({ rows }, i) => reproducedTable(tables[i]!, rows));
        context.result({ runs, tables: found }, [plansText, ...filled].join("\n\n"));
      }),
    );
}

function tableOf(text: string) {
  const found = publishedTables.find(({ number }) => String(number) === text);
  if (found === undefined) {
    throw tableUnknown(
      text,
      publishedTables.map(({ number }) => number),
    );
  }
  return found;
}

/** The settings named on the command line, checked as a config's. */
async function changesOf(settings: readonly string[]): Promise<Partial<FineTuneConfig>> {
  const none = { model: "", train: "", dev: "", out: "" };
  const config = await readConfig(undefined, fineTuneConfig, settings, none);
  const names = settings.map((setting) => setting.slice(0, setting.indexOf("=")).split(".")[0]!);
  return Object.fromEntries(Object.entries(config).filter(([name]) => names.includes(name)));
}
