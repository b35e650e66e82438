import * as tf from "@tensorflow/tfjs-core";
import { breathe } from "./breathe.ts";
import type { Communicator } from "./communicator.ts";

/** Values of a bucket: 32 MiB of gradients travel at once, while the next ones are computed or read from the backend. */
const bucketSize = 8 << 20;

interface Bucket {
  readonly names: readonly string[];
  readonly size: number;
  /** Gradients that have not come yet. */
  missing: number;
  values?: Float32Array;
}

/**
 * The gradients of an update on their way to the sums over all ranks. Each is put into its bucket when nothing more is
 * added to it on this rank, and a bucket that is full travels while the backward pass goes on to the others. The buckets
 * hold the parameters from the last to the first, about the order in which the backward pass comes by, and travel in that
 * order on every rank, so the sums have the same bits however they fill.
 */
export class GradientBuckets {
  readonly #shapes: ReadonlyMap<string, readonly number[]>;
  readonly #communicator: Communicator;
  readonly #buckets: readonly Bucket[];
  readonly #bucketOf = new Map<string, Bucket>();
  readonly #present = new Set<string>();
  readonly #sums = new Map<string, tf.Tensor>();
  #sent = 0;
  #sending: Promise<void> = Promise.resolve();

  /** @param shapes all gradients that may occur, in the same order on every rank */
  constructor(
    shapes: ReadonlyMap<string, readonly number[]>,
    communicator: Communicator,
    maxBucket: number = bucketSize,
  ) {
    this.#shapes = shapes;
    this.#communicator = communicator;
    this.#buckets = bucketsOf([...shapes.keys()].reverse(), shapes, maxBucket);
    for (const bucket of this.#buckets) for (const name of bucket.names) this.#bucketOf.set(name, bucket);
  }

  /** Takes over a gradient of this rank's, and sends its bucket if it was the last one missing there. */
  async put(name: string, gradient: tf.Tensor): Promise<void> {
    const bucket = this.#bucketOf.get(name);
    if (bucket === undefined || this.#present.has(name)) {
      throw new RangeError(`Cannot sum the gradient "${name}": expected each known one once`);
    }
    this.#present.add(name);
    const read = await gradient.data();
    gradient.dispose();
    bucket.values ??= new Float32Array(bucket.size);
    bucket.values.set(read as Float32Array, this.#placeOf(bucket, name));
    bucket.missing--;
    while (this.#buckets[this.#sent]?.missing === 0) this.#send();
    // The end of a sum, after which the next one begins, is told by the event loop.
    if (this.#sent > 0) await breathe();
  }

  /**
   * Sends what is left, with 0 for gradients that this rank lacks, and waits for the sums, which are the caller's. One that no
   * rank has is absent.
   */
  async sums(): Promise<Map<string, tf.Tensor>> {
    while (this.#sent < this.#buckets.length) this.#send();
    await this.#sending;
    const names = [...this.#shapes.keys()];
    const present = Float64Array.from(names, (name) => (this.#present.has(name) ? 1 : 0));
    await this.#communicator.sum(present);
    return new Map(
      names.flatMap((name, i) => {
        const sum = this.#sums.get(name)!;
        if (present[i]! > 0) return [[name, sum] as const];
        sum.dispose();
        return [];
      }),
    );
  }

  /** Frees what has arrived, and what is still to arrive; for a failure. */
  dispose(): void {
    const free = () => tf.dispose([...this.#sums.values()]);
    void this.#sending.then(free, free);
  }

  #send(): void {
    const bucket = this.#buckets[this.#sent++]!;
    const values = bucket.values ?? new Float32Array(bucket.size);
    delete bucket.values;
    this.#sending = Promise.all([this.#sending, this.#communicator.sumGradients(values)]).then(() => {
      let at = 0;
      for (const name of bucket.names) {
        const shape = this.#shapes.get(name)!;
        this.#sums.set(name, tf.tensor(values.slice(at, (at += sizeOf(shape))), [...shape], "float32"));
      }
    });
    // Whoever waits for the sums is told; until then nobody listens.
    this.#sending.catch(() => {});
  }

  #placeOf({ names }: Bucket, name: string): number {
    return names
      .slice(0, names.indexOf(name))
      .reduce((sum, before) => sum + sizeOf(this.#shapes.get(before)!), 0);
  }
}

/** Consecutive names whose gradients fill a bucket; a gradient larger than a bucket has one of its own. */
function bucketsOf(
  names: readonly string[],
  shapes: ReadonlyMap<string, readonly number[]>,
  maxBucket: number,
): Bucket[] {
  const groups: string[][] = [];
  let room = 0;
  for (const name of names) {
    const size = sizeOf(shapes.get(name)!);
    if (groups.length === 0 || size > room) {
      groups.push([]);
      room = maxBucket;
    }
    groups.at(-1)!.push(name);
    room -= size;
  }
  return groups.map((group) => ({
    names: group,
    size: group.reduce((sum, name) => sum + sizeOf(shapes.get(name)!), 0),
    missing: group.length,
  }));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
