/** One of several ranks, as `Communicator` of @lukejs/training. */
export interface ToyRank {
  readonly rank: number;
  readonly size: number;
  sum(values: Float64Array): Promise<void>;
  sumGradients(values: Float32Array): Promise<void>;
}

/** Communicators of `size` ranks that live in one thread and take turns. */
export function createToyRanks(size: number): ToyRank[] {
  let arrays: (Float32Array | Float64Array)[] = [];
  let release: () => void = () => {};
  let meeting = new Promise<void>((resolve) => (release = resolve));
  const sum = async (values: Float32Array | Float64Array) => {
    arrays.push(values);
    const here = meeting;
    if (arrays.length === size) {
      const total = values.map((_, i) => arrays.reduce((all, array) => all + array[i]!, 0));
      for (const array of arrays) array.set(total);
      arrays = [];
      const open = release;
      meeting = new Promise<void>((resolve) => (release = resolve));
      open();
    }
    await here;
  };
  return Array.from({ length: size }, (_, rank) => ({ rank, size, sum, sumGradients: sum }));
}
