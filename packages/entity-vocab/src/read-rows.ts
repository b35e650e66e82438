import { open } from "node:fs/promises";
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";

/** A Parquet file's rows, a row group at a time: what is in memory is one group. */
export async function* readRows<Row>(
  path: string,
  columns?: string[],
): AsyncGenerator<readonly Row[], void, undefined> {
  const { file, metadata, close } = await openParquet(path);
  try {
    let rowStart = 0;
    for (const { num_rows } of metadata.row_groups) {
      const rowEnd = rowStart + Number(num_rows);
      const only = columns === undefined ? {} : { columns };
      yield (await parquetReadObjects({ file, metadata, rowStart, rowEnd, ...only })) as Row[];
      rowStart = rowEnd;
    }
  } finally {
    await close();
  }
}

export interface OpenParquet {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  close(): Promise<void>;
}

export async function openParquet(path: string): Promise<OpenParquet> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const file: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    };
    return { file, metadata: await parquetMetadataAsync(file), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
