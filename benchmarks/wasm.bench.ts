/**
 * Claim: on WebAssembly the forward pass of LUKE-base and a training step of a small model are at least 4 × as fast as
 * stock tfjs wasm, and take at most 4 × the time of the native runtime on one thread.
 *
 * Method: one text of 128 words and 8 entities at base size; 8 texts of 64 words and 8 entities, hidden 192, 4 layers, with
 * dropout 0.1 and AdamW for the step. Stock is the definitions in stock ops (LUKE_KERNELS=plain): its training step runs
 * because they leave out UnsortedSegmentSum, which that backend lacks. The native runtime runs in a process of its own on
 * one thread. All take turns; one round unmeasured; minima.
 */
import { spawn } from "node:child_process";
import { loadavg } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { useBackend } from "@lukejs/backend";
import { Random } from "@lukejs/kernels";
import { createLukeParams, type LukeConfig } from "@lukejs/model";
import { interleave } from "./interleave.ts";
import { baseParams, config, equalTexts } from "./kernels/base-size.ts";
import { BaseTrainer, forward } from "./kernels/base-trainer.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const job = process.argv[2];
const { name, description } = await useBackend(job === "native" ? "native" : "wasm");
const small: LukeConfig = {
  ...config,
  ...{ vocabSize: 5000, entityVocabSize: 1000, entityEmbeddingSize: 64, hiddenSize: 192, numLayers: 4 },
  ...{ numHeads: 4, intermediateSize: 768 },
};
const [base, trainer] = [
  baseParams(),
  new BaseTrainer(createLukeParams(small, new Random(1)), { config: small }),
];
const [one, eight] = [equalTexts(1, 128, 8), equalTexts(8, 64, 8, small)];
const works = { forward: () => forward(base, one), step: () => trainer.step(eight) };
if (job === "native") {
  for await (const line of createInterface({ input: process.stdin })) {
    const started = performance.now();
    await works[line as keyof typeof works]();
    console.log((performance.now() - started) / 1000);
  }
  process.exit(0);
}
if (name !== "wasm") throw new Error(`this benchmark is about wasm, found ${name}`);

const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), "native"], {
  stdio: ["pipe", "pipe", "inherit"],
  env: { ...process.env, TF_NUM_INTRAOP_THREADS: "1" },
});
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
const figures: Record<string, number | string> = { backend: description };
for (const [title, work] of Object.entries(works)) {
  const timings = await interleave(
    {
      ours: work,
      stock: async () => {
        process.env["LUKE_KERNELS"] = "plain";
        await work();
        process.env["LUKE_KERNELS"] = "";
      },
      native: async () => {
        child.stdin.write(`${title}\n`);
        await answers.next();
      },
    },
    2,
    1,
  );
  figures[`${title}: s, ours`] = timings.ours.minimum;
  figures[`${title}: times as fast as stock`] = timings.stock.minimum / timings.ours.minimum;
  figures[`${title}: time over native's on one thread`] = timings.ours.minimum / timings.native.minimum;
}
child.stdin.end();
figures["load of the machine at the end"] = loadavg()[0]!;
reportBenchmark(
  "wasm",
  "LUKE on WebAssembly against stock tfjs and the native runtime on one thread",
  figures,
);
