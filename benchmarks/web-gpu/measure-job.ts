import * as tf from "@tensorflow/tfjs-core";
import { type Job, normals } from "./jobs.ts";

const rounds = 5;

/** The result of a job and its gradients for all inputs, or the result alone. */
export type Pass = "forward" | "forward and backward";

/** Least milliseconds of a pass on the active backend. */
export async function measureJob(job: Job, pass: Pass): Promise<number> {
  const inputs = job.shapes.map((shape, i) => normals(shape, i));
  const timed = async (runs: number): Promise<number> => {
    const started = performance.now();
    for (let i = 1; i < runs; i++) tf.dispose(outputsOf(job, pass, inputs));
    const outputs = outputsOf(job, pass, inputs);
    // What is read last was computed last.
    const one = tf.tidy(() => tf.slice(tf.reshape(outputs.at(-1)!, [outputs.at(-1)!.size]), [0], [1]));
    await one.data();
    tf.dispose([one, ...outputs]);
    return (performance.now() - started) / runs;
  };
  const first = await timed(1); // compiles
  const runs = Math.min(20, Math.max(1, Math.ceil(50 / ((await timed(1)) || first))));
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) least = Math.min(least, await timed(runs));
  tf.dispose(inputs);
  return least;
}

/** Numbers of a job's result and gradients, for a comparison. */
export async function valuesOf(job: Job): Promise<Float32Array[]> {
  const inputs = job.shapes.map((shape, i) => normals(shape, i));
  const outputs = outputsOf(job, "forward and backward", inputs);
  const values = await Promise.all(outputs.map(async (tensor) => Float32Array.from(await tensor.data())));
  tf.dispose([...inputs, ...outputs]);
  return values;
}

function outputsOf(job: Job, pass: Pass, inputs: readonly tf.Tensor[]): tf.Tensor[] {
  return tf.tidy(() => {
    if (pass === "forward") return [job.run(...inputs)];
    const loss = (...x: tf.Tensor[]): tf.Scalar => tf.sum(tf.square(job.run(...x)));
    const { value, grads } = tf.valueAndGrads(loss)([...inputs]);
    return [value, ...grads];
  });
}
