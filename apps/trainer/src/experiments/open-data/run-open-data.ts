/**
 * The five tasks on open data, from a small model that was pretrained on a small dump, beside the same runs in PyTorch
 * with transformers: scores of the last weights over several seeds, and the majority baseline.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import { createStageRunner } from "../../demo/stage-runner.ts";
import { type FineTuneConfig, fineTuneConfig } from "../../run/fine-tune-config.ts";
import { fineTuneRun, fineTuneTrial } from "../../run/fine-tune-run.ts";
import { runStage } from "../../run/stage.ts";
import type { CommandContext } from "../../terminal/run-command.ts";
import { formatDifference, formatSpread, type Spread, spreadOf } from "../mean-and-spread.ts";
import { fineTunePeer, lossesOf } from "./fine-tune-peer.ts";
import { type OpenDataSet, writeOpenDataSets } from "./open-data-sets.ts";
import { pretrainOnDump } from "./pretrain-on-dump.ts";

export interface OpenDataRow {
  readonly data: string;
  readonly task: string;
  readonly metric: string;
  readonly majority: number;
  readonly nameLookup: number;
  readonly ours: Spread;
  readonly peer?: Spread;
  /** Of the losses of the first updates of both sides, without dropout, whose random numbers differ. */
  readonly largestLossDifference?: number;
  readonly seconds: { readonly ours: number; readonly peer?: number };
}

export interface OpenDataOptions {
  /** The folder of the data; see open-data-sets.ts for its files. */
  readonly data: string;
  readonly seeds: number;
  /** A Python with torch and transformers; ours alone without it. */
  readonly python?: string | undefined;
  /** Names of datasets; all without it. */
  readonly only?: readonly string[] | undefined;
  readonly backend: BackendInfo;
}

/** Resumable: what an earlier call finished in `out` is kept. */
export async function runOpenData(
  out: string,
  { data, seeds, python, only, backend }: OpenDataOptions,
  context: CommandContext,
): Promise<readonly OpenDataRow[]> {
  const stages = createStageRunner((name) => context.progress(name, "").end("kept from an earlier run"));
  const started = {
    en: await pretrainOnDump(
      join(data, "wiki", "enwiki-real.xml.bz2"),
      join(out, "en"),
      backend,
      stages,
      context,
    ),
    it: await pretrainOnDump(
      join(data, "wiki", "itwiki-real.xml.bz2"),
      join(out, "it"),
      backend,
      stages,
      context,
    ),
  };
  const folder = join(out, "datasets");
  await mkdir(folder, { recursive: true });
  const all = await writeOpenDataSets(data, started.it.corpus, folder);
  const chosen = only === undefined ? all : all.filter(({ name }) => only.includes(name));
  const found = new Map(chosen.map(({ name }) => [name, [] as Run[]] as const));
  // A seed of every dataset before the next one: an interrupted job has something of everything.
  for (let seed = 1; seed <= seeds; seed++) {
    for (const set of chosen) {
      const config = configOf(set, started[set.language].model, seed);
      found.get(set.name)!.push(await runBoth(set, config, { out, python, backend, context }));
    }
    const rows = chosen.map((set) => rowOf(set, found.get(set.name)!));
    await writeFile(join(out, "open-data.json"), `${JSON.stringify(rows, null, 1)}\n`);
  }
  return chosen.map((set) => rowOf(set, found.get(set.name)!));
}

interface Run {
  readonly ours: number;
  readonly peer?: number;
  readonly largestLossDifference?: number;
  readonly baselines: Readonly<Record<string, number>>;
  readonly seconds: readonly number[];
}

async function runBoth(
  { name, task }: OpenDataSet,
  config: Omit<FineTuneConfig, "out">,
  {
    out,
    python,
    backend,
    context,
  }: { out: string; python: string | undefined; backend: BackendInfo; context: CommandContext },
): Promise<Run> {
  const label = `${name}, seed ${config.seed}`;
  const at = (side: string): string => join(out, "runs", name, side, `seed-${config.seed}`);
  const progress = context.progress(label, "updates");
  const { result, skipped } = await fineTuneTrial(
    task,
    { ...config, out: at("ours") },
    { backend: backend.description, signal: context.signal, progress, scoresAlone: true },
  );
  progress.end(`${result.test.main.toFixed(1)}${skipped ? "  kept from an earlier run" : ""}`);
  const { baselines } = result;
  if (python === undefined) return { ours: result.test.main, baselines, seconds: [result.seconds] };
  const waiting = context.progress(`${label}, PyTorch`, "");
  const files = [config.train, config.test!, join(config.model, "model.safetensors")];
  // Once is enough: without dropout, seeds differ in the order of the examples alone.
  const exact =
    config.seed > 1
      ? undefined
      : await runStage({
          name: `${name}, without dropout`,
          folder: at("without-dropout"),
          settings: config,
          files,
          run: () =>
            compareLosses(task, { ...config, out: at("without-dropout") }, python, backend.description),
        });
  const peer = await runStage({
    name: `${name}, PyTorch`,
    folder: at("pytorch"),
    settings: config,
    files,
    run: () =>
      fineTunePeer(
        task,
        { ...config, out: at("pytorch") },
        { folder: at("pytorch"), python, signal: context.signal },
      ),
  });
  waiting.end(`${peer.result.test.toFixed(1)}${peer.skipped ? "  kept from an earlier run" : ""}`);
  return {
    ours: result.test.main,
    peer: peer.result.test,
    ...(exact === undefined ? {} : { largestLossDifference: exact.result }),
    baselines,
    seconds: [result.seconds, peer.result.seconds],
  };
}

/** The largest difference of a loss in the updates of a tenth of an epoch. */
async function compareLosses(
  task: string,
  config: FineTuneConfig,
  python: string,
  backend: string,
): Promise<number> {
  const exact = { ...config, dropout: 0, epochs: 0.1, test: config.dev };
  const { out } = exact;
  await fineTuneRun(task, { ...exact, out: join(out, "ours") }, { backend, resume: true });
  const ours = await lossesOf(join(out, "ours"));
  const peer = await fineTunePeer(task, exact, { folder: join(out, "pytorch"), python });
  await rm(join(out, "ours"), { recursive: true });
  return Math.max(...ours.map((loss, i) => Math.abs(loss - peer.losses[i]!)));
}

/** The same for both sides: no dev set chooses, so that a score is of the weights after so many updates. */
function configOf(
  { files, settings }: OpenDataSet,
  model: string,
  seed: number,
): Omit<FineTuneConfig, "out"> {
  const { out: _, ...config } = fineTuneConfig.parse({
    ...{ model, ...files, out: "", seed, learningRate: 1e-3, dropout: 0.1, maxWords: 128, keep: "last" },
    ...settings,
  });
  return config;
}

function rowOf({ name, task, metric }: OpenDataSet, runs: readonly Run[]): OpenDataRow {
  const { baselines } = runs[0]!;
  const peers = runs.flatMap(({ peer }) => (peer === undefined ? [] : [peer]));
  const seconds = (side: number): number => Math.min(...runs.map((run) => run.seconds[side]!));
  return {
    data: name,
    task,
    metric,
    majority: baselines["majority"]!,
    nameLookup: baselines["name lookup"]!,
    ours: spreadOf(runs.map(({ ours }) => ours)),
    ...(peers.length < runs.length
      ? { seconds: { ours: seconds(0) } }
      : {
          peer: spreadOf(peers),
          largestLossDifference: runs[0]!.largestLossDifference!,
          seconds: { ours: seconds(0), peer: seconds(1) },
        }),
  };
}

/** The rows as a Markdown table. */
export function openDataTable(rows: readonly OpenDataRow[]): string {
  const head = [
    "data",
    "task",
    "metric",
    "majority",
    "name lookup",
    "ours",
    "PyTorch",
    "difference",
    "losses differ by",
  ];
  const body = rows.map(({ data, task, metric, majority, nameLookup, ours, peer, largestLossDifference }) => [
    data,
    task,
    metric,
    majority.toFixed(1),
    nameLookup.toFixed(1),
    formatSpread(ours),
    peer === undefined ? "–" : formatSpread(peer),
    peer === undefined ? "–" : formatDifference(ours.mean - peer.mean),
    largestLossDifference?.toExponential(1) ?? "–",
  ]);
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
