import Bunzip from "seek-bzip";
import type { Bzip2Block } from "./bzip2-blocks.ts";

/**
 * Decodes one block in this thread.
 *
 * @throws Error where it is damaged
 */
export function decodeBzip2Block(block: Bzip2Block): Buffer {
  if (block.cutOff) throw new Error("unexpected end of file");
  const { stream } = block;
  let at = 0;
  let output = Buffer.allocUnsafe(1 << 20);
  let length = 0;
  Bunzip.decode(
    {
      readByte: () => {
        if (at >= stream.length) throw new Error("unexpected end of the block");
        return stream[at++]!;
      },
      read: (target, offset, count) => {
        const copied = stream.copy(target, offset, at, at + count);
        at += copied;
        return copied;
      },
      eof: () => at >= stream.length,
    },
    {
      writeByte: (byte) => {
        if (length === output.length) output = Buffer.concat([output], 2 * length);
        output[length++] = byte;
      },
    },
    false,
  );
  return output.subarray(0, length);
}
