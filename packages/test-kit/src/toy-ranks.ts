/** One of several ranks, as `Communicator` of @lukejs/training. */
export interface ToyRank {
  readonly rank: number;
  readonly size: number;
  sum(values: Float64Array): Promise<void>;
  sumGradients(values: Float32Array): Promise<void>;
}

/** Communicators of `size` ranks that live in one thread. A rank may call again before its last call has ended. */
export function createToyRanks(size: number): ToyRank[] {
  /** By the number of the call: what the ranks that have made it gave, and who waits for the others. */
  const calls: { arrays: (Float32Array | Float64Array)[]; given: number; arrived: (() => void)[] }[] = [];
  return Array.from({ length: size }, (_, rank) => {
    let made = 0;
    const sum = (values: Float32Array | Float64Array) =>
      new Promise<void>((resolve) => {
        calls[made] ??= { arrays: [], given: 0, arrived: [] };
        const call = calls[made++]!;
        call.arrays[rank] = values;
        call.arrived.push(resolve);
        if (++call.given < size) return;
        const total = values.map((_, i) => call.arrays.reduce((all, array) => all + array[i]!, 0));
        for (const array of call.arrays) array.set(total);
        for (const arrived of call.arrived) arrived();
        delete calls[made - 1];
      });
    return { rank, size, sum, sumGradients: sum };
  });
}
