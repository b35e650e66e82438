/** How the rows of a sequence are cut for workgroups, and what a workgroup holds in its memory. */
export interface AttentionTile {
  /** Rows that a workgroup works for, and rows that it passes by at a time; their product is its threads. */
  readonly rows: number;
  readonly columns: number;
  /** Elements of a `Part`, what is loaded and multiplied at once: a vector of 4, or 1 where 4 does not divide a head. */
  readonly width: 1 | 4;
  /** Parts of a head. */
  readonly parts: number;
}

/** Every device has these. */
const maxBytes = 16_384;
const maxThreads = 256;

const shapes = [
  [32, 8],
  [16, 16],
  [16, 8],
  [8, 8],
  [8, 4],
  [4, 4],
] as const;

/**
 * The largest tile that fits every device; undefined where none does.
 *
 * @param rowTiles - operands of rows held in memory
 * @param scores - numbers held for each pair of a row and a column
 */
export function attentionTile(head: number, rowTiles: number, scores: number): AttentionTile | undefined {
  const width = head % 4 === 0 ? 4 : 1;
  const parts = head / width;
  const fitting = shapes.find(([rows, columns]) => {
    const tiles = rows * parts * rowTiles + 2 * columns * (parts + 1);
    return 4 * (tiles * width + scores * rows * columns) <= maxBytes && rows * columns <= maxThreads;
  });
  return fitting && { rows: fitting[0], columns: fitting[1], width, parts };
}
