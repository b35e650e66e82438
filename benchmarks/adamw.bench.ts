/**
 * Claim: AdamW over 150 million parameters takes at most 1.5 × the time in which the memory moves their bytes.
 *
 * Method: one update reads the parameters, both moments and the gradient and writes the first three: 28 bytes a parameter.
 * The bandwidth is the better of two passes over as many numbers on all threads: one that reads (a sum of squares) and one
 * that reads and writes in place (a bias added to rows). Interleaved, minima.
 */
import { loadavg } from "node:os";
import { useBackend } from "@lukejs/backend";
import { adamWUpdate, hasOpLibrary, linear, sumOfSquares } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { description } = await useBackend("native");
if (!hasOpLibrary()) throw new Error("this benchmark needs the ops in C++");

const [rows, columns] = [150_000, 1000];
const size = rows * columns;
const zeros = tf.zeros([rows, columns]);
const [variable, gradient] = [tf.variable(zeros), tf.fill([rows, columns], 1e-3)];
const moments = { first: tf.variable(zeros), second: tf.variable(zeros) };
zeros.dispose();
const settings = { learningRate: 1e-5, beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.01 };

// A product of inner size 1 fills its output; with a bias our op then passes over it once more, in place.
const [x, weight, bias] = [tf.ones([rows, 1]), tf.ones([columns, 1]) as tf.Tensor2D, tf.ones([columns])];
const timings = await interleave(
  {
    update: () => adamWUpdate(variable, moments, gradient, { ...settings, biasCorrection: true, step: 5 }),
    reading: () => sumOfSquares([gradient]).dispose(),
    filling: () => linear(x, weight).dispose(),
    fillingAndAdding: () => linear(x, weight, bias as tf.Tensor1D).dispose(),
  },
  5,
);
const gigabytes = (bytes: number, seconds: number): number => (bytes * size) / seconds / 1e9;
const reading = gigabytes(4, timings.reading.minimum);
const adding = gigabytes(8, timings.fillingAndAdding.minimum - timings.filling.minimum);
const update = gigabytes(28, timings.update.minimum);
reportBenchmark("adamw", "AdamW over 150 million parameters against the memory's bandwidth", {
  backend: description,
  "ms an update": timings.update.minimum * 1000,
  "GB/s, update": update,
  "GB/s, reading": reading,
  "GB/s, reading and writing in place": adding,
  "time over that of its bytes": Math.max(reading, adding) / update,
  "load of the machine at the end": loadavg()[0]!,
});
