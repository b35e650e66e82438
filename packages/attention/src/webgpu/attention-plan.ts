import type { AttentionLayout, SequenceLayout } from "../sequence-layout.ts";

/** Integers of a tile; `attentionWgsl` declares them. */
const tileLength = 10;

/** What a plan begins with. */
export interface PlanHead {
  /** Of dropout: its seed, threshold and factor. */
  readonly site: readonly [seed: number, threshold: number, keep: number];
  readonly queryRows: number;
  /** What dropout knows each query row by; its place without keys. */
  readonly rowKeys?: Uint32Array | undefined;
}

export interface AttentionPlan {
  readonly tiles: number;
  /** What the shaders read: the head, every tile, then the key of every query row. */
  readonly words: Int32Array;
}

/** Tiles of `rows` query rows, words and entities of a sequence together. */
export function planQueries(layout: AttentionLayout, rows: number, head: PlanHead): AttentionPlan {
  const starts: Tile[] = [];
  forEachSequence(layout, (sequence) => {
    for (let first = 0; first < sequence[0]! + sequence[1]!; first += rows) {
      starts.push([first, 0, ...sequence]);
    }
  });
  return assemble(starts, head);
}

/** Tiles of `rows` keys of one kind, 0 = words, 1 = entities. */
export function planKeys(layout: AttentionLayout, rows: number, head: PlanHead): AttentionPlan {
  const starts: Tile[] = [];
  forEachSequence(layout, (sequence) => {
    for (const kind of [0, 1]) {
      for (let first = 0; first < sequence[4 + kind]!; first += rows) starts.push([first, kind, ...sequence]);
    }
  });
  return assemble(starts, head);
}

type Tile = readonly number[];

function assemble(tiles: readonly Tile[], { site, queryRows, rowKeys }: PlanHead): AttentionPlan {
  const firstKey = tiles.length * tileLength;
  const head = [...site, queryRows, firstKey];
  const words = new Int32Array(head.length + firstKey + queryRows);
  words.set(head);
  for (const [i, tile] of tiles.entries()) words.set(tile, head.length + i * tileLength);
  for (let row = 0; row < queryRows; row++) words[head.length + firstKey + row] = rowKeys?.[row] ?? row;
  return { tiles: tiles.length, words };
}

/** Words and entities of its queries and the rows where they begin, then of its keys. */
function forEachSequence(
  { queries, keys }: AttentionLayout,
  visit: (sequence: readonly number[]) => void,
): void {
  for (let i = 0; i < keys.wordStarts.length - 1; i++) visit([...extent(queries, i), ...extent(keys, i)]);
}

function extent({ wordStarts, entityStarts }: SequenceLayout, i: number): number[] {
  const [firstWord, firstEntity] = [wordStarts[i]!, entityStarts[i]!];
  return [
    wordStarts[i + 1]! - firstWord,
    entityStarts[i + 1]! - firstEntity,
    firstWord,
    wordStarts.at(-1)! + firstEntity,
  ];
}
