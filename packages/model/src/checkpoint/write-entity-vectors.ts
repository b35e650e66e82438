import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { writeSafetensors } from "@lukejs/safetensors/node";
import type { Tensor2D } from "@tensorflow/tfjs-core";

/**
 * Writes the rows of an entity table under their titles: as word2vec text ("ENTITY/Mount_Fuji 0.1 …", the spelling of
 * Wikipedia2Vec), or, where `path` ends in .safetensors, as tensor "entity_embeddings" with the titles as a JSON list
 * in the metadata.
 *
 * @param table - [entityVocab, width]
 * @param titles - one a row
 */
export async function writeEntityVectors(
  path: string,
  table: Tensor2D,
  titles: readonly string[],
): Promise<void> {
  const [rows, width] = table.shape;
  if (titles.length !== rows) {
    throw new RangeError(`Cannot write ${rows} entity vectors: ${titles.length} titles were given`);
  }
  const values = (await table.data()) as Float32Array;
  if (path.endsWith(".safetensors")) {
    const tensor = { dtype: "float32", shape: table.shape, values } as const;
    await writeSafetensors(path, new Map([["entity_embeddings", tensor]]), {
      titles: JSON.stringify(titles),
    });
    return;
  }
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await pipeline(Readable.from(lines(values, width, titles)), createWriteStream(temporary));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A block of lines at a time: a write for each of half a million entities would take longer than the text. */
function* lines(values: Float32Array, width: number, titles: readonly string[]): Generator<string> {
  let block = `${titles.length} ${width}\n`;
  for (const [row, title] of titles.entries()) {
    const numbers = Array.from(values.subarray(row * width, (row + 1) * width), nineDigits);
    block += `ENTITY/${title.replaceAll(" ", "_")} ${numbers.join(" ")}\n`;
    if (block.length > 1 << 20) {
      yield block;
      block = "";
    }
  }
  yield block;
}

/** Nine digits tell every float32 apart. */
function nineDigits(value: number): string {
  return String(Number(value.toPrecision(9)));
}
