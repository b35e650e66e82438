/**
 * Claim: LUKE-base over 8 texts of 128 words and 8 entities, all as long: forward and a training step with AdamW and
 * dropout 0.1 against the composed kernels (LUKE_KERNELS=plain) and against transformers' LukeModel on PyTorch.
 *
 * Method: our process and PyTorch's take turns, both on all processors, with the same settings of malloc; two rounds
 * unmeasured; minima and medians, and processor seconds, which a busy machine changes less (PyTorch's threads wait
 * busily, so theirs hold some waiting). "Bare products" are the matrix multiplications of the forward pass alone through the
 * same runtime. Peak memory is that of each process at the end. Needs `node benchmarks/python/set-up.mjs` once; without
 * it PyTorch is left out. `ROUNDS=10` takes more rounds than 4; `PRECISIONS=float32` and `MODES=forward` only one of the two.
 */
import { loadavg } from "node:os";
import { useBackend } from "@lukejs/backend";
import { hasOpLibrary, linear, type Precision, setLinearPrecision } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.ts";
import { baseParams, config, equalTexts } from "./kernels/base-size.ts";
import { BaseTrainer, forward } from "./kernels/base-trainer.ts";
import { startTorchPeer, withMallocSettings } from "./kernels/torch-peer.ts";
import { reportBenchmark } from "./report-benchmark.ts";

withMallocSettings(import.meta.url);
const { name, description } = await useBackend("native");
if (name !== "tensorflow" || !hasOpLibrary())
  throw new Error("this benchmark needs the native runtime and its ops");

const [texts, words, entities] = [8, 128, 8];
const params = baseParams();
const trainer = new BaseTrainer(params);
const inputs = equalTexts(texts, words, entities);
const batches = [Array.from({ length: texts }, () => [words, entities] as const)];

/** The products of the forward pass: queries of words and entities, keys, values, output, feed-forward. */
function products(): () => Promise<void> {
  const { hiddenSize: hidden, intermediateSize: wide } = config;
  const [w, e] = [texts * words, texts * entities];
  const ones = (...shape: number[]): tf.Tensor => tf.ones(shape);
  const operands = [
    ...[w, w, e, e, w + e, w + e, w + e].map((rows) => [ones(rows, hidden), ones(hidden, hidden)] as const),
    [ones(w + e, hidden), ones(wide, hidden)] as const,
    [ones(w + e, wide), ones(hidden, wide)] as const,
  ];
  return async () => {
    for (let layer = 0; layer < config.numLayers; layer++) {
      for (const [x, weight] of operands) linear(x, weight as tf.Tensor2D).dispose();
    }
  };
}

/** Processor seconds of all threads, round by round: other programs on the machine change them little. */
const spent = new Map<string, number[]>();
const note = (side: string, seconds: number): void =>
  void spent.set(side, [...(spent.get(side) ?? []), seconds]);

const least = (side: string): number => Math.min(...spent.get(side)!);

function ours(side: string, precision: Precision, work: () => Promise<void>): () => Promise<void> {
  return async () => {
    process.env["LUKE_KERNELS"] = side === "composed" ? "plain" : "";
    setLinearPrecision(precision);
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    note(side, (user + system) / 1e6);
  };
}
const peer = startTorchPeer();
const rounds = Number(process.env["ROUNDS"] ?? 4);
const precisions = (process.env["PRECISIONS"] ?? "float32,bfloat16").split(",") as Precision[];
const modes = (process.env["MODES"] ?? "forward,step").split(",");
const figures: Record<string, number | string> = { backend: description };
const bare = products();
let peerPeak = 0;
for (const precision of precisions) {
  for (const [mode, work] of [
    ["forward", () => forward(params, inputs)],
    ["step", () => trainer.step(inputs)],
  ] as const) {
    if (!modes.includes(mode)) continue;
    const sides = {
      fused: ours("fused", precision, work),
      ...(precision === "float32" && { composed: ours("composed", precision, work) }),
      ...(mode === "forward" && { bare: ours("bare", precision, bare) }),
      ...(peer && {
        torch: async () => {
          const { processorSeconds, peak, version } = await peer.run({ mode, precision, batches });
          note("torch", processorSeconds);
          peerPeak = peak;
          figures["peer"] = `transformers on PyTorch ${version}`;
        },
      }),
    };
    spent.clear();
    const timings = await interleave(
      sides as Record<"fused" | "composed" | "bare" | "torch", () => unknown>,
      rounds,
    );
    const title = `${mode}, ${precision}`;
    for (const side of Object.keys(sides) as (keyof typeof timings)[]) {
      figures[`${title}: s, ${side}, minimum`] = timings[side].minimum;
      figures[`${title}: s, ${side}, median`] = timings[side].median;
      figures[`${title}: processor s, ${side}, minimum`] = least(side);
      if (side === "fused") continue;
      const what =
        side === "bare" ? "share of bare products, of minima" : `times as fast as ${side}, of minima`;
      figures[`${title}: ${what}`] = timings[side].minimum / timings.fused.minimum;
      figures[`${title}: ${what}, of processor seconds`] = least(side) / least("fused");
    }
  }
}
peer?.close();
figures["peak memory, GB, ours (fused and composed together)"] = process.resourceUsage().maxRSS / 1e6;
if (peerPeak > 0) figures["peak memory, GB, PyTorch"] = peerPeak / 1e9;
figures["load of the machine at the end"] = loadavg()[0]!;
reportBenchmark("base-size", "LUKE-base, 8 × (128 words + 8 entities), forward and training step", figures);
