/** Counts values by key and remembers which is the most frequent; equal counts go to the first seen. */
export class MostFrequent<Value> {
  readonly #counts = new Map<string, { readonly value: Value; count: number }>();

  add(key: string, value: Value): void {
    const found = this.#counts.get(key);
    if (found === undefined) this.#counts.set(key, { value, count: 1 });
    else found.count++;
  }

  countOf(key: string): number {
    return this.#counts.get(key)?.count ?? 0;
  }

  get value(): Value | undefined {
    let best: { readonly value: Value; count: number } | undefined;
    for (const entry of this.#counts.values())
      if (best === undefined || entry.count > best.count) best = entry;
    return best?.value;
  }
}

/** The counts of `name`, made when it is seen first. */
export function countsOf<Value>(all: Map<string, MostFrequent<Value>>, name: string): MostFrequent<Value> {
  const found = all.get(name) ?? new MostFrequent<Value>();
  all.set(name, found);
  return found;
}
