import type { LukeFeatures } from "../features/luke-features.ts";
import type { PackedExample } from "./page-examples.ts";

/**
 * Many pretraining examples in a few typed arrays: about 4 bytes a word and 12 a mention.
 * The index of an example is its global index: masking and order are keyed by it.
 */
export class PretrainingExamples {
  #wordIds: Int32Array = new Int32Array(1024);
  #entityIds: Int32Array = new Int32Array(64);
  #entityStarts: Int32Array = new Int32Array(64);
  #entityLengths: Int32Array = new Int32Array(64);
  /** End of each example in the arrays above: words, then entities. Doubles count past 2^31. */
  #wordEnds: number[] = [];
  #entityEnds: number[] = [];

  /** Number of examples. */
  get size(): number {
    return this.#wordEnds.length;
  }

  /** Word tokens of all examples, `<s>` and `</s>` included. */
  get wordCount(): number {
    return this.#wordEnds.at(-1) ?? 0;
  }

  /** Mentions of all examples. */
  get entityCount(): number {
    return this.#entityEnds.at(-1) ?? 0;
  }

  append(example: PackedExample): void {
    const word = this.wordCount;
    const entity = this.entityCount;
    const wordEnd = word + example.wordIds.length;
    const entityEnd = entity + example.entityIds.length;
    this.#wordIds = grown(this.#wordIds, wordEnd);
    this.#entityIds = grown(this.#entityIds, entityEnd);
    this.#entityStarts = grown(this.#entityStarts, entityEnd);
    this.#entityLengths = grown(this.#entityLengths, entityEnd);
    this.#wordIds.set(example.wordIds, word);
    this.#entityIds.set(example.entityIds, entity);
    this.#entityStarts.set(example.entityStarts, entity);
    this.#entityLengths.set(example.entityLengths, entity);
    this.#wordEnds.push(wordEnd);
    this.#entityEnds.push(entityEnd);
  }

  /** The example as it is stored; the arrays are views and must not be written to. */
  packed(index: number): PackedExample {
    const wordEnd = this.#wordEnds[index];
    const entityEnd = this.#entityEnds[index];
    if (wordEnd === undefined || entityEnd === undefined) {
      throw new RangeError(`Cannot read example ${index}: expected an index below ${this.size}`);
    }
    const word = this.#wordEnds[index - 1] ?? 0;
    const entity = this.#entityEnds[index - 1] ?? 0;
    return {
      wordIds: this.#wordIds.subarray(word, wordEnd),
      entityIds: this.#entityIds.subarray(entity, entityEnd),
      entityStarts: this.#entityStarts.subarray(entity, entityEnd),
      entityLengths: this.#entityLengths.subarray(entity, entityEnd),
    };
  }

  /** The example as features. */
  at(index: number): LukeFeatures {
    const { wordIds, entityIds, entityStarts, entityLengths } = this.packed(index);
    const entityPositions = Array.from(entityStarts, (start, i) =>
      Int32Array.from({ length: entityLengths[i]! }, (_, j) => start + j),
    );
    return { wordIds, entityIds, entityPositions };
  }

  /** -1 without any word. */
  get largestWordId(): number {
    return largest(this.#wordIds.subarray(0, this.wordCount));
  }

  /** -1 without any mention. */
  get largestEntityId(): number {
    return largest(this.#entityIds.subarray(0, this.entityCount));
  }

  /** How often each entity id is mentioned; the list ends with the largest id that occurs. */
  entityCounts(): Int32Array {
    const ids = this.#entityIds.subarray(0, this.entityCount);
    const counts = new Int32Array(largest(ids) + 1);
    for (const id of ids) counts[id]!++;
    return counts;
  }
}

function largest(ids: Int32Array): number {
  return ids.reduce((most, id) => Math.max(most, id), -1);
}

function grown(array: Int32Array, needed: number): Int32Array {
  if (needed <= array.length) return array;
  const larger = new Int32Array(Math.max(needed, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}
