import {
  type AttentionLayout,
  numEntityRows,
  numSequences,
  numWordRows,
  type SequenceLayout,
} from "./sequence-layout.ts";

/** Sequences of similar length, each padded to the longest of them. */
export interface SequenceGroup {
  readonly sequences: Int32Array;
  /** Most query rows of a sequence. */
  readonly queries: number;
  /** [sequences, queries]: packed rows, words before entities; 0 where padded */
  readonly queryRows: Int32Array;
  /** [sequences, queries]: 1 = real; absent if all are */
  readonly queryMask?: Float32Array;
  /** Most words and most entities that a sequence has as keys. */
  readonly words: number;
  readonly entities: number;
  /** [sequences, words + entities]: packed rows; 0 where padded */
  readonly keyRows: Int32Array;
  /** [sequences, words + entities]: added to the scores, 0 = real, the lowest float32 = padded; absent if all are real */
  readonly keyBias?: Float32Array;
}

export interface GroupedSequences {
  readonly groups: readonly SequenceGroup[];
  /** [query rows]: where each packed row stands among the padded rows of all groups, one group after another */
  readonly placeOfQuery: Int32Array;
  /** [words + entities] */
  readonly placeOfKey: Int32Array;
}

/** A group ends before a sequence with less than this share of the keys of the longest. */
const shortest = 0.7;
const masked = -3.4028234663852886e38;

/** Sorts sequences by length, longest first, and cuts them into groups with little padding. */
export function groupSequences({ queries, keys }: AttentionLayout): GroupedSequences {
  const length = (i: number): number => count(keys.wordStarts, i) + count(keys.entityStarts, i);
  const order = Int32Array.from({ length: numSequences(keys) }, (_, i) => i);
  order.sort((a, b) => length(b) - length(a) || a - b);
  const placeOfQuery = new Int32Array(numWordRows(queries) + numEntityRows(queries));
  const placeOfKey = new Int32Array(numWordRows(keys) + numEntityRows(keys));
  const groups: SequenceGroup[] = [];
  let [queryPlace, keyPlace] = [0, 0];
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && length(order[end]!) >= shortest * length(order[start]!)) end++;
    const sequences = order.slice(start, end);
    const most = (rows: (i: number) => number): number =>
      sequences.reduce((highest, i) => Math.max(highest, rows(i)), 0);
    const words = most((i) => count(keys.wordStarts, i));
    const entities = most((i) => count(keys.entityStarts, i));
    const numQueries = most((i) => count(queries.wordStarts, i) + count(queries.entityStarts, i));
    const numKeys = words + entities;
    const queryRows = new Int32Array(sequences.length * numQueries);
    const queryMask = new Float32Array(queryRows.length);
    const keyRows = new Int32Array(sequences.length * numKeys);
    const keyBias = new Float32Array(keyRows.length).fill(masked);
    for (const [n, i] of sequences.entries()) {
      const numWords = count(queries.wordStarts, i);
      forEachRow(queries, i, (row, word, entity) => {
        const at = n * numQueries + (word ?? numWords + entity!);
        queryRows[at] = row;
        queryMask[at] = 1;
        placeOfQuery[row] = queryPlace + at;
      });
      forEachRow(keys, i, (row, word, entity) => {
        const at = n * numKeys + (word ?? words + entity!);
        keyRows[at] = row;
        keyBias[at] = 0;
        placeOfKey[row] = keyPlace + at;
      });
    }
    queryPlace += queryRows.length;
    keyPlace += keyRows.length;
    groups.push({
      sequences,
      queries: numQueries,
      queryRows,
      ...(queryMask.includes(0) ? { queryMask } : {}),
      words,
      entities,
      keyRows,
      ...(keyBias.includes(masked) ? { keyBias } : {}),
    });
  }
  return { groups, placeOfQuery, placeOfKey };
}

function count(starts: Int32Array, i: number): number {
  return starts[i + 1]! - starts[i]!;
}

/** Packed rows of sequence `i`, each with its place among the words or among the entities of the sequence. */
function forEachRow(
  layout: SequenceLayout,
  i: number,
  visit: (row: number, word: number | undefined, entity: number | undefined) => void,
): void {
  const { wordStarts, entityStarts } = layout;
  const [firstWord, firstEntity] = [wordStarts[i]!, entityStarts[i]!];
  for (let row = firstWord; row < wordStarts[i + 1]!; row++) visit(row, row - firstWord, undefined);
  for (let entity = 0; entity < count(entityStarts, i); entity++) {
    visit(numWordRows(layout) + firstEntity + entity, undefined, entity);
  }
}
