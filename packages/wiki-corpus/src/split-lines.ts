/** A line without its end; `offset` is its first byte. */
export interface Line {
  readonly bytes: Buffer;
  readonly offset: number;
}

/** Cuts bytes into lines, empty ones too. Of a line longer than `longest` its first kilobyte is given, `tooLong`. */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  longest: number = 1 << 28,
): AsyncGenerator<Line & { readonly tooLong: boolean }> {
  let pieces: Buffer[] = [];
  let length = 0;
  let offset = 0;
  const take = () => {
    const tooLong = length > longest;
    const bytes = Buffer.concat(pieces);
    const line = { bytes: tooLong ? bytes.subarray(0, 1000) : bytes, offset, tooLong };
    pieces = [];
    offset += length + 1;
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      if (length <= longest) pieces.push(chunk.subarray(from, at));
      length += at - from;
      yield take();
      from = at + 1;
    }
    if (length <= longest && from < chunk.length) pieces.push(Buffer.from(chunk.subarray(from)));
    length += chunk.length - from;
  }
  if (length > 0) yield take();
}
