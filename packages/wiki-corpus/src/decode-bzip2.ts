import { blocksOf } from "./bzip2-blocks.ts";
import { decodeBzip2Block } from "./decode-bzip2-block.ts";

/** Of nothing, compressed. */
const shortest = 14;

/**
 * Decodes bzip2, of one stream or many, in this thread and with bounded memory.
 * What stands before a damaged block is yielded before the error is thrown.
 */
export async function* decodeBzip2(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0;
  const counted = async function* () {
    for await (const chunk of compressed) {
      length += chunk.length;
      yield chunk;
    }
  };
  for await (const block of blocksOf(counted())) yield decodeBzip2Block(block);
  if (length < shortest) throw new Error("unexpected end of file");
}
