import { closeSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { wrongExampleFile } from "./errors.ts";
import type { ExampleSource } from "./example-source.ts";
import type { PackedExample } from "./page-examples.ts";
import type { ReadExamplesOptions } from "./read-pretraining-examples.ts";
import { exampleFilePaths, examplesNumber, indexHead } from "./write-example-file.ts";

/** What another thread needs to read the same examples. */
export interface ExampleFileLocation {
  readonly rows: string;
  /** In memory that threads share. */
  readonly index: Float64Array;
  readonly withoutEntities: boolean;
}

/** The examples of a folder's training split, read one at a time: 16 bytes an example are in memory. */
export class ExampleFile implements ExampleSource {
  readonly size: number;
  readonly location: ExampleFileLocation;
  readonly #file: number;

  /** Examples at a location that `openExampleFile` of this or another thread found. */
  constructor(location: ExampleFileLocation) {
    this.location = location;
    this.size = location.index[1]!;
    this.#file = openSync(location.rows, "r");
  }

  close(): void {
    closeSync(this.#file);
  }

  lengthsOf(index: number): { readonly words: number; readonly entities: number } {
    const { words, entities } = this.#extent(index);
    return { words, entities: this.location.withoutEntities ? 0 : entities };
  }

  packed(index: number): PackedExample {
    const { first, words, entities } = this.#extent(index);
    const read = this.location.withoutEntities ? words : words + 3 * entities;
    const numbers = new Int32Array(read);
    const found = readSync(this.#file, new Uint8Array(numbers.buffer), 0, 4 * read, 4 * first);
    if (found !== 4 * read) {
      throw wrongExampleFile(
        this.location.rows,
        `${4 * read} bytes of example ${index} at ${4 * first}`,
        `${found}`,
      );
    }
    const part = (from: number): Int32Array =>
      this.location.withoutEntities ? numbers.subarray(0, 0) : numbers.subarray(from, from + entities);
    return {
      wordIds: numbers.subarray(0, words),
      entityIds: part(words),
      entityStarts: part(words + entities),
      entityLengths: part(words + 2 * entities),
    };
  }

  get largestWordId(): number {
    return this.location.index[2]!;
  }

  get largestEntityId(): number {
    return this.entityCounts().length - 1;
  }

  entityCounts(): Int32Array {
    if (this.location.withoutEntities) return new Int32Array(0);
    const first = indexHead + 2 * this.size;
    return Int32Array.from(this.location.index.subarray(first, first + this.location.index[3]!));
  }

  /** Where an example begins, in numbers, and how many words and entities it has. */
  #extent(index: number): { readonly first: number; readonly words: number; readonly entities: number } {
    if (!(index >= 0 && index < this.size)) {
      throw new RangeError(`Cannot read example ${index}: expected an index below ${this.size}`);
    }
    const ends = this.location.index;
    const [wordAt, entityAt] = [indexHead + index, indexHead + this.size + index];
    const [word, entity] = index === 0 ? [0, 0] : [ends[wordAt - 1]!, ends[entityAt - 1]!];
    return { first: word + 3 * entity, words: ends[wordAt]! - word, entities: ends[entityAt]! - entity };
  }
}

/**
 * Opens the files that `writeExampleFile` has written.
 *
 * @throws LukeError TSK106 where they are missing, damaged, or of other examples than the folder's
 */
export async function openExampleFile(
  folder: string,
  { withoutEntities = false }: ReadExamplesOptions = {},
): Promise<ExampleFile> {
  const paths = exampleFilePaths(folder);
  const index = await readIndex(paths.index);
  const number = await examplesNumber(folder);
  if (index[0] !== number) throw wrongExampleFile(paths.index, `that of ${folder}/examples.json`, "another");
  return new ExampleFile({ rows: paths.rows, index, withoutEntities });
}

async function readIndex(path: string): Promise<Float64Array> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const index = new Float64Array(new SharedArrayBuffer(size - (size % 8)));
      const bytes = new Uint8Array(index.buffer);
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, at, Math.min(1 << 28, bytes.length - at), at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      if (size < 8 * indexHead || size !== 8 * (indexHead + 2 * index[1]! + index[3]!)) {
        throw wrongExampleFile(path, "an index of examples", `${size} bytes`);
      }
      return index;
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") {
      throw wrongExampleFile(path, "an index of examples", "no file", cause);
    }
    throw cause;
  }
}
