/**
 * Claims: a checkpoint of LUKE-large (1.9 GB) opens in at most twice the time of reading its file, with at most 1.2 times
 * the weights in memory; and a cold process has its first result of a base-size folder before Python's transformers.
 *
 * Method: every measurement is a process of its own, sides in turn, files warm in the page cache, ratios of minima.
 * Reading means every byte into memory that is kept. The first result counts from the start of the process to its end,
 * imports included; both answer with the same number. The peer runs where benchmarks/python/set-up.mjs made it.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lukeBase, lukeLarge } from "@lukejs/model";
import { writeRandomModel } from "./checkpoint/write-random-model.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const rounds = 3;
const python = process.env["LUKE_PYTHON"] ?? here("../.tools/python/bin/python");
const folder = await mkdtemp(join(tmpdir(), "luke-bench-checkpoint-"));
const run = (script: string, ...args: string[]): string =>
  execFileSync(process.execPath, [...process.execArgv, here(script), ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
const timed = (work: () => string): { seconds: number; answer: number } => {
  const started = performance.now();
  const answer = Number(work().trim().split("\n").at(-1));
  return { seconds: (performance.now() - started) / 1000, answer };
};

try {
  const large = join(folder, "large");
  const weights = await writeRandomModel(large, { ...lukeLarge, useEntityAwareAttention: false });
  const load = (what: string): { seconds: number; peak: number } =>
    JSON.parse(run("checkpoint/load.ts", what, large).trim().split("\n").at(-1)!);
  const reads: number[] = [];
  const opens: { seconds: number; peak: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    reads.push(load("read").seconds);
    opens.push(load("open"));
  }
  await rm(large, { recursive: true });
  const open = Math.min(...opens.map(({ seconds }) => seconds));
  const figures: Record<string, number | string> = {
    "weights (bytes)": weights,
    "reading the file (s)": Math.min(...reads),
    "opening the checkpoint (s)": open,
    "opening / reading": open / Math.min(...reads),
    "peak memory / weights": Math.max(...opens.map(({ peak }) => peak)) / weights,
  };
  if (existsSync(python)) {
    const base = join(folder, "base");
    await writeRandomModel(base, lukeBase);
    const [ours, theirs]: ReturnType<typeof timed>[][] = [[], []];
    for (let round = 0; round < rounds; round++) {
      ours!.push(timed(() => run("checkpoint/first-result.ts", base)));
      theirs!.push(
        timed(() => execFileSync(python, [here("python/first-result.py"), base], { encoding: "utf8" })),
      );
    }
    const difference = Math.abs(ours![0]!.answer - theirs![0]!.answer);
    if (!(difference < 1e-4)) throw new Error(`the two sides disagree by ${difference}`);
    const best = (side: typeof ours): number => Math.min(...side!.map(({ seconds }) => seconds));
    figures["first result, this (s)"] = best(ours);
    figures["first result, transformers (s)"] = best(theirs);
    figures["this / transformers"] = best(ours) / best(theirs);
  }
  reportBenchmark("checkpoint", "LUKE-large opens in ≤ 2 × reading; first result before the peer", figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}
