/**
 * Where the sequences of packed rows begin. Rows of words stand before rows of entities, and both go by sequence:
 * words of the first, words of the second, …, entities of the first, entities of the second, …
 *
 * Each list has an entry for every sequence and one for the end: sequence i has the words
 * `wordStarts[i]` to `wordStarts[i + 1]` (exclusive).
 */
export interface SequenceLayout {
  /** [sequences + 1] */
  readonly wordStarts: Int32Array;
  /** [sequences + 1], all 0 without entities */
  readonly entityStarts: Int32Array;
}

/** Every row that a sequence attends from, and every row it attends to. */
export interface AttentionLayout {
  readonly queries: SequenceLayout;
  readonly keys: SequenceLayout;
}

/** How many sequences there are. */
export function numSequences({ wordStarts }: SequenceLayout): number {
  return wordStarts.length - 1;
}

/** Rows of words of all sequences together. */
export function numWordRows({ wordStarts }: SequenceLayout): number {
  return wordStarts.at(-1)!;
}

/** Rows of entities of all sequences together. */
export function numEntityRows({ entityStarts }: SequenceLayout): number {
  return entityStarts.at(-1)!;
}

/** @throws RangeError unless starts begin with 0, never fall, and both lists are as long */
export function checkLayout(name: string, layout: SequenceLayout): void {
  const { wordStarts, entityStarts } = layout;
  if (wordStarts.length !== entityStarts.length || wordStarts.length === 0) {
    throw new RangeError(
      `${name}: ${wordStarts.length} starts of words and ${entityStarts.length} of entities, ` +
        "expected as many of both: one for each sequence and one for the end",
    );
  }
  for (const [kind, starts] of Object.entries({ wordStarts, entityStarts })) {
    if (starts[0] !== 0) throw new RangeError(`${name}: ${kind} begin with ${starts[0]}, expected 0`);
    for (let i = 1; i < starts.length; i++) {
      if (starts[i]! < starts[i - 1]!) {
        throw new RangeError(`${name}: ${kind}[${i}] is ${starts[i]}, below ${starts[i - 1]} before it`);
      }
    }
  }
}
