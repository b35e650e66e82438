import { numEntityRows, numWordRows, type SequenceLayout } from "@lukejs/attention";
import type { PackedPositions } from "./packed-inputs.ts";

/**
 * The rows that positions name among packed words and entities, and the layout that these rows have by themselves.
 *
 * @throws RangeError for a position that is no row, or that does not come after the one before it
 */
export function rowsOfPositions(
  positions: PackedPositions,
  layout: SequenceLayout,
): { readonly rows: Int32Array; readonly layout: SequenceLayout } {
  const numWords = numWordRows(layout);
  check("words", positions.words, numWords);
  check("entities", positions.entities, numEntityRows(layout));
  const rows = new Int32Array(positions.words.length + positions.entities.length);
  rows.set(positions.words);
  for (const [i, entity] of positions.entities.entries())
    rows[positions.words.length + i] = numWords + entity;
  return {
    rows,
    layout: {
      wordStarts: countBefore(positions.words, layout.wordStarts),
      entityStarts: countBefore(positions.entities, layout.entityStarts),
    },
  };
}

function check(kind: keyof PackedPositions, positions: Int32Array, numRows: number): void {
  for (const [i, row] of positions.entries()) {
    const before = i === 0 ? -1 : positions[i - 1]!;
    if (row <= before || row >= numRows) {
      throw new RangeError(
        `lastLayerPositions.${kind}[${i}] is ${row}, expected a row in [0, ${numRows}) above ${before}`,
      );
    }
  }
}

/** For each start how many of the ascending positions come before it. */
function countBefore(positions: Int32Array, starts: Int32Array): Int32Array {
  let count = 0;
  return starts.map((start) => {
    while (count < positions.length && positions[count]! < start) count++;
    return count;
  });
}
