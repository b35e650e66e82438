import * as tf from "@tensorflow/tfjs-core";
import type { Communicator } from "./communicator.ts";

/** Values of a bucket: 32 MiB of gradients travel at once, while the next ones are read from the backend. */
const bucketSize = 8 << 20;

/**
 * Adds up the gradients of all ranks, by name, in place of the map. A gradient that no rank has stays absent; one
 * that a rank lacks counts as 0 there. `shapes` lists all that may occur, in the same order on every rank.
 */
export async function sumOverRanks(
  gradients: Map<string, tf.Tensor>,
  shapes: ReadonlyMap<string, readonly number[]>,
  communicator: Communicator,
): Promise<void> {
  if (communicator.size === 1) return;
  const present = Float64Array.from(shapes.keys(), (name) => (gradients.has(name) ? 1 : 0));
  await communicator.sum(present);
  const names = [...shapes.keys()].filter((_, i) => present[i]! > 0);
  let sending = Promise.resolve();
  for (const bucket of buckets(names, shapes)) {
    const values = new Float32Array(bucket.reduce((sum, name) => sum + sizeOf(shapes.get(name)!), 0));
    let at = 0;
    for (const name of bucket) {
      const gradient = gradients.get(name);
      if (gradient !== undefined) values.set((await gradient.data()) as Float32Array, at);
      at += sizeOf(shapes.get(name)!);
    }
    await sending;
    sending = communicator.sumGradients(values).then(() => putBack(gradients, bucket, values, shapes));
    sending.catch(() => {});
  }
  await sending;
}

/** Consecutive names whose gradients fill a bucket; a gradient larger than a bucket has one of its own. */
function buckets(names: readonly string[], shapes: ReadonlyMap<string, readonly number[]>): string[][] {
  const all: string[][] = [];
  let room = 0;
  for (const name of names) {
    const size = sizeOf(shapes.get(name)!);
    if (all.length === 0 || size > room) {
      all.push([]);
      room = bucketSize;
    }
    all.at(-1)!.push(name);
    room -= size;
  }
  return all;
}

function putBack(
  gradients: Map<string, tf.Tensor>,
  names: readonly string[],
  values: Float32Array,
  shapes: ReadonlyMap<string, readonly number[]>,
): void {
  let at = 0;
  for (const name of names) {
    const shape = shapes.get(name)!;
    gradients.get(name)?.dispose();
    gradients.set(name, tf.tensor(values.slice(at, (at += sizeOf(shape))), [...shape], "float32"));
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
