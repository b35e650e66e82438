/**
 * Claim: with weights of 8 bits the forward pass of LUKE-base over 8 texts of 128 words and 8 entities is faster than in
 * float32 (about three times the rate of products where the processor has VNNI), and changes states by a few percent.
 *
 * Method: both interleaved in one process; minima and processor seconds. The change is the mean square difference of all
 * words' states over their mean square, of a model with random weights after 12 layers: what it does to the score of a
 * task is measured by int8-accuracy.bench.ts. `BACKEND=wasm` measures WebAssembly, on one text.
 */
import { loadavg } from "node:os";
import { useBackend } from "@lukejs/backend";
import { type Precision, setLinearPrecision } from "@lukejs/kernels";
import { packedLuke } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.ts";
import { baseParams, config, equalTexts } from "./kernels/base-size.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { name, description } = await useBackend(process.env["BACKEND"] === "wasm" ? "wasm" : "native");
const params = baseParams();
const inputs = equalTexts(name === "wasm" ? 1 : 8, 128, 8);
const spent: Record<string, number> = {};
const states = async (precision: Precision): Promise<Float32Array> => {
  const before = process.cpuUsage();
  setLinearPrecision(precision);
  const { words, entities } = packedLuke(params, inputs, config);
  const values = (await words.data()) as Float32Array;
  tf.dispose([words, entities]);
  const { user, system } = process.cpuUsage(before);
  spent[precision] = Math.min(spent[precision] ?? Number.POSITIVE_INFINITY, user + system);
  return values;
};
const timings = await interleave({ float32: () => states("float32"), int8: () => states("int8") }, 5);
const [exact, rounded] = [await states("float32"), await states("int8")];
const square = (values: Float32Array): number => values.reduce((sum, v) => sum + v * v, 0);
reportBenchmark(name === "wasm" ? "int8-wasm" : "int8", "LUKE-base forward with weights of 8 bits", {
  backend: description,
  "s, float32": timings.float32.minimum,
  "s, int8": timings.int8.minimum,
  "times as fast, minima": timings.float32.minimum / timings.int8.minimum,
  "times as fast, processor seconds": spent["float32"]! / spent["int8"]!,
  "change of the states": Math.sqrt(square(rounded.map((v, i) => v - exact[i]!)) / square(exact)),
  "load of the machine at the end": loadavg()[0]!,
});
