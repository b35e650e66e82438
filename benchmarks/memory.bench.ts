/**
 * Claim: training steps of LUKE-base over 8 × (128 words + 8 entities), dropout 0.1 and AdamW, float32, take at most
 * 0.85 × the peak memory of transformers' LUKE on PyTorch, and 0.6 × with recomputation.
 *
 * Method: two steps in a fresh process each, with the same settings of malloc; the peak is the largest resident set of
 * the process, runtime and all. Ours updates a parameter as soon as its gradient is final, PyTorch all of them at the end. Needs `node benchmarks/python/set-up.mjs` once.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startTorchPeer, withMallocSettings } from "./kernels/torch-peer.ts";
import { reportBenchmark } from "./report-benchmark.ts";

withMallocSettings(import.meta.url);
const peer = startTorchPeer();
if (peer === undefined) throw new Error("PyTorch is missing; run node benchmarks/python/set-up.mjs");
const batches = [Array.from({ length: 8 }, () => [128, 8] as const)];
let [theirs, version] = [0, ""];
for (let step = 0; step < 2; step++) {
  ({ peak: theirs, version } = await peer.run({ mode: "step", precision: "float32", batches }));
}
peer.close();
const program = fileURLToPath(new URL("kernels/peak-memory.ts", import.meta.url));
const ours = (...options: string[]): number => {
  const lines = execFileSync(process.execPath, [...process.execArgv, program, ...options], {
    encoding: "utf8",
  });
  return (JSON.parse(lines.trim().split("\n").at(-1)!) as { peak: number }).peak;
};
const [kept, recomputed] = [ours(), ours("recompute")];
reportBenchmark("memory", "peak memory of training steps of LUKE-base against PyTorch", {
  peer: `transformers on PyTorch ${version}`,
  "GB, PyTorch": theirs / 1e9,
  "GB, ours": kept / 1e9,
  "GB, ours with recomputation": recomputed / 1e9,
  "share of PyTorch's": kept / theirs,
  "share of PyTorch's with recomputation": recomputed / theirs,
});
