import { patternBlocks } from "../world/patterns.ts";

export interface RelationPatterns {
  /** In the dump and in train and dev splits. */
  readonly open: readonly string[];
  /** In test splits alone. */
  readonly heldOut: readonly string[];
}

/** The patterns of every relation. The last two of a block are held out. */
export function readPatterns(): ReadonlyMap<string, RelationPatterns> {
  const result = new Map<string, RelationPatterns>();
  for (const block of patternBlocks.trim().split(/\n\n+/)) {
    const [header = "", ...lines] = block.split("\n");
    result.set(header.slice(2), { open: lines.slice(0, -2), heldOut: lines.slice(-2) });
  }
  return result;
}
