/** A pair of symbols that may be merged next, with the words in which it was found. */
export interface QueuedPair {
  readonly pair: number;
  readonly left: number;
  readonly right: number;
  /** When it was queued; the current count may be lower or higher. */
  count: number;
  readonly words: readonly number[];
}

/** A binary heap: highest count first, then the lower left symbol, then the lower right one. */
export class PairQueue {
  readonly #items: QueuedPair[] = [];

  push(item: QueuedPair): void {
    const items = this.#items;
    let at = items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!precedes(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  pop(): QueuedPair | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    const size = items.length;
    if (size === 0 || last === undefined) return first;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && precedes(items[child + 1]!, items[child]!)) child += 1;
      if (!precedes(items[child]!, last)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
    return first;
  }
}

function precedes(a: QueuedPair, b: QueuedPair): boolean {
  if (a.count !== b.count) return a.count > b.count;
  return a.left !== b.left ? a.left < b.left : a.right < b.right;
}
