import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

/** The lines of a text file, of a .gz one, or of standard input ("-"). */
export async function* textLines(path: string): AsyncGenerator<string, void, undefined> {
  const bytes = path === "-" ? process.stdin : createReadStream(path);
  const plain = path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  bytes.on("error", (error: Error) => plain.destroy(error));
  yield* createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY });
}
