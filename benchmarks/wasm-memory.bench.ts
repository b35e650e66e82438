/**
 * Claim: a training step of LUKE-base with 10,000 entities over 2 texts of 128 words and 8 entities fits into the 4 GiB of
 * WebAssembly; with 500,000 entities it is refused with the figure, and the process goes on.
 *
 * Method: two steps with dropout 0.1 and AdamW, layers computed again on the way back where that is needed; the size of the
 * backend's memory after them.
 */
import { useBackend } from "@lukejs/backend";
import { Random } from "@lukejs/kernels";
import { createLukeParams } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { baseParams, config, equalTexts } from "./kernels/base-size.ts";
import { BaseTrainer } from "./kernels/base-trainer.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { name, description } = await useBackend("wasm");
if (name !== "wasm") throw new Error(`this benchmark is about wasm, found ${name}`);
const { wasm } = tf.backend() as unknown as { wasm: { asm: { memory: WebAssembly.Memory } } };
const inputs = equalTexts(2, 128, 8);
const trainer = new BaseTrainer(baseParams());
const started = performance.now();
for (let step = 0; step < 2; step++) await trainer.step(inputs);
const seconds = (performance.now() - started) / 2000;
const bytes = wasm.asm.memory.buffer.byteLength;

let refusal = "none";
try {
  const large = { ...config, entityVocabSize: 500_000, entityEmbeddingSize: 768 };
  const trainerOfMany = new BaseTrainer(createLukeParams(large, new Random(1)), { config: large });
  await trainerOfMany.step(inputs);
} catch (error) {
  refusal = String(error);
}
reportBenchmark("wasm-memory", "a training step of LUKE-base in WebAssembly's 4 GiB", {
  backend: description,
  "GiB after two steps, 10,000 entities": bytes / 2 ** 30,
  "s a step": seconds,
  "with 500,000 entities": refusal,
});
