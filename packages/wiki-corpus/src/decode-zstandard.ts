import { Decompress } from "fzstd";

/**
 * Decodes Zstandard in JavaScript (fzstd), one or more frames. What stands before a damaged block is yielded before
 * the error is thrown.
 */
export async function* decodeZstandard(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoded: Buffer[] = [];
  const stream = new Decompress((chunk) => {
    // The decoder writes into a window that it uses again.
    if (chunk.length > 0) decoded.push(Buffer.from(chunk));
  });
  const push = function* (bytes: Uint8Array, last: boolean) {
    try {
      stream.push(bytes, last);
    } finally {
      yield* decoded;
      decoded = [];
    }
  };
  for await (const bytes of compressed) yield* push(bytes, false);
  yield* push(new Uint8Array(0), true);
}
