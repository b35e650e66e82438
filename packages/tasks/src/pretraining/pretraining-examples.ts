import type { LukeFeatures } from "../features/luke-features.ts";
import { type ExampleSource, exampleFeatures } from "./example-source.ts";
import type { PackedExample } from "./page-examples.ts";

/** The content of many examples: what another thread needs to read them. */
export interface ExampleArrays {
  readonly size: number;
  readonly wordIds: Int32Array;
  readonly entityIds: Int32Array;
  readonly entityStarts: Int32Array;
  readonly entityLengths: Int32Array;
  /** End of each example in the arrays above: words, then entities. Doubles count past 2^31. */
  readonly wordEnds: Float64Array;
  readonly entityEnds: Float64Array;
}

export interface ExampleRoom {
  /** Memory that threads share, so that workers read the same examples without a copy: false. */
  readonly shared?: boolean;
  /** What room to begin with; more is made as it is needed. */
  readonly examples?: number;
  readonly words?: number;
  readonly entities?: number;
}

/**
 * Many pretraining examples in a few typed arrays: about 4 bytes a word and 12 a mention.
 * The index of an example is its global index: masking and order are keyed by it.
 */
export class PretrainingExamples implements ExampleSource {
  readonly #shared: boolean;
  #arrays: ExampleArrays;
  #size = 0;

  constructor(room: ExampleRoom = {}) {
    const { shared = false, examples = 64, words = 1024, entities = 64 } = room;
    this.#shared = shared;
    const list = (length: number) => new Int32Array(memory(4 * length, shared));
    this.#arrays = {
      size: 0,
      wordIds: list(words),
      entityIds: list(entities),
      entityStarts: list(entities),
      entityLengths: list(entities),
      wordEnds: new Float64Array(memory(8 * examples, shared)),
      entityEnds: new Float64Array(memory(8 * examples, shared)),
    };
  }

  /** Examples on arrays that were made elsewhere, such as by another thread; they are not copied. */
  static on(arrays: ExampleArrays): PretrainingExamples {
    const examples = new PretrainingExamples({ examples: 0, words: 0, entities: 0 });
    examples.#arrays = arrays;
    examples.#size = arrays.size;
    return examples;
  }

  /** The arrays themselves, with room at their ends; they must not be written to. */
  get arrays(): ExampleArrays {
    return { ...this.#arrays, size: this.#size };
  }

  /** Number of examples. */
  get size(): number {
    return this.#size;
  }

  /** Word tokens of all examples, `<s>` and `</s>` included. */
  get wordCount(): number {
    return this.#size === 0 ? 0 : this.#arrays.wordEnds[this.#size - 1]!;
  }

  /** Mentions of all examples. */
  get entityCount(): number {
    return this.#size === 0 ? 0 : this.#arrays.entityEnds[this.#size - 1]!;
  }

  append(example: PackedExample): void {
    const word = this.wordCount;
    const entity = this.entityCount;
    const wordEnd = word + example.wordIds.length;
    const entityEnd = entity + example.entityIds.length;
    this.#makeRoom(this.#size + 1, wordEnd, entityEnd);
    const arrays = this.#arrays;
    arrays.wordIds.set(example.wordIds, word);
    arrays.entityIds.set(example.entityIds, entity);
    arrays.entityStarts.set(example.entityStarts, entity);
    arrays.entityLengths.set(example.entityLengths, entity);
    arrays.wordEnds[this.#size] = wordEnd;
    arrays.entityEnds[this.#size] = entityEnd;
    this.#size++;
  }

  #makeRoom(examples: number, words: number, entities: number): void {
    const { wordIds, entityIds, entityStarts, entityLengths, wordEnds, entityEnds } = this.#arrays;
    if (examples <= wordEnds.length && words <= wordIds.length && entities <= entityIds.length) {
      return;
    }
    const larger = <T extends Int32Array | Float64Array>(array: T, needed: number): T => {
      if (needed <= array.length) return array;
      const length = Math.max(needed, Math.ceil(array.length * 1.5));
      const Type = array.constructor as new (buffer: ArrayBufferLike) => T;
      const grown = new Type(memory(length * array.BYTES_PER_ELEMENT, this.#shared));
      grown.set(array as Int32Array & Float64Array);
      return grown;
    };
    this.#arrays = {
      size: 0,
      wordIds: larger(wordIds, words),
      entityIds: larger(entityIds, entities),
      entityStarts: larger(entityStarts, entities),
      entityLengths: larger(entityLengths, entities),
      wordEnds: larger(wordEnds, examples),
      entityEnds: larger(entityEnds, examples),
    };
  }

  /** The example as it is stored; the arrays are views and must not be written to. */
  packed(index: number): PackedExample {
    if (!(index >= 0 && index < this.#size)) {
      throw new RangeError(`Cannot read example ${index}: expected an index below ${this.#size}`);
    }
    const { wordIds, entityIds, entityStarts, entityLengths, wordEnds, entityEnds } = this.#arrays;
    const word = index === 0 ? 0 : wordEnds[index - 1]!;
    const entity = index === 0 ? 0 : entityEnds[index - 1]!;
    const entityEnd = entityEnds[index]!;
    return {
      wordIds: wordIds.subarray(word, wordEnds[index]),
      entityIds: entityIds.subarray(entity, entityEnd),
      entityStarts: entityStarts.subarray(entity, entityEnd),
      entityLengths: entityLengths.subarray(entity, entityEnd),
    };
  }

  lengthsOf(index: number): { readonly words: number; readonly entities: number } {
    const { wordIds, entityIds } = this.packed(index);
    return { words: wordIds.length, entities: entityIds.length };
  }

  /** The example as features. */
  at(index: number): LukeFeatures {
    return exampleFeatures(this.packed(index));
  }

  /** -1 without any word. */
  get largestWordId(): number {
    return largest(this.#arrays.wordIds.subarray(0, this.wordCount));
  }

  /** -1 without any mention. */
  get largestEntityId(): number {
    return largest(this.#arrays.entityIds.subarray(0, this.entityCount));
  }

  /** How often each entity id is mentioned; the list ends with the largest id that occurs. */
  entityCounts(): Int32Array {
    const ids = this.#arrays.entityIds.subarray(0, this.entityCount);
    const counts = new Int32Array(largest(ids) + 1);
    for (const id of ids) counts[id]!++;
    return counts;
  }
}

function largest(ids: Int32Array): number {
  return ids.reduce((most, id) => Math.max(most, id), -1);
}

function memory(bytes: number, shared: boolean): ArrayBufferLike {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
