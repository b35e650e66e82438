import type { LukeFeatures } from "../features/luke-features.ts";
import type { PackedExample } from "./page-examples.ts";

/**
 * Pretraining examples by their global index, in memory (`PretrainingExamples`) or in a file of which each process reads
 * what it needs (`ExampleFile` of @lukejs/tasks/node).
 */
export interface ExampleSource {
  /** Number of examples. */
  readonly size: number;
  /** Word tokens and mentions of an example, without reading it. */
  lengthsOf(index: number): { readonly words: number; readonly entities: number };
  /** The example as it is stored; the arrays must not be written to. */
  packed(index: number): PackedExample;
  /** -1 without any word. */
  readonly largestWordId: number;
  /** -1 without any mention. */
  readonly largestEntityId: number;
  /** How often each entity id is mentioned; the list ends with the largest id that occurs. */
  entityCounts(): Int32Array;
}

/** An example as features. */
export function exampleFeatures(example: PackedExample): LukeFeatures {
  const { wordIds, entityIds, entityStarts, entityLengths } = example;
  const entityPositions = Array.from(entityStarts, (start, i) =>
    Int32Array.from({ length: entityLengths[i]! }, (_, j) => start + j),
  );
  return { wordIds, entityIds, entityPositions };
}
