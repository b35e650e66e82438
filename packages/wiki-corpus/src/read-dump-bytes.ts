import { spawn } from "node:child_process";
import { constants, createReadStream } from "node:fs";
import { access, open } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { decodeBzip2 } from "./decode-bzip2.ts";
import { dumpCutOff, dumpNotFound } from "./errors.ts";

export interface ReadDumpBytesOptions {
  /** How bzip2 is decoded: by lbzip2 or bzip2 where one is installed ("auto"), or in JavaScript. */
  readonly decoder?: "auto" | "javascript";
}

/**
 * The bytes of a dump's XML in UTF-8: plain, bzip2 (multistream too) or gzip, told by the first bytes, not the name.
 *
 * @throws LukeError COR001 where there is no such file, COR002 after everything that can be read of a broken one
 */
export async function* readDumpBytes(
  path: string,
  options: ReadDumpBytesOptions = {},
): AsyncGenerator<Buffer> {
  const magic = await firstBytes(path);
  let chunks: AsyncIterable<Buffer>;
  if (magic.toString("latin1", 0, 3) === "BZh") {
    const program = options.decoder === "javascript" ? undefined : await bzip2Program();
    chunks = program === undefined ? decodeBzip2(path) : decodeWithChild(program, path);
  } else if (magic[0] === 0x1f && magic[1] === 0x8b) {
    chunks = createReadStream(path).pipe(createGunzip({ chunkSize: 1 << 18 })) as AsyncIterable<Buffer>;
  } else {
    chunks = createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
  }
  let byte = 0;
  try {
    for await (const chunk of asUtf8(chunks)) {
      byte += chunk.length;
      yield chunk;
    }
  } catch (cause) {
    throw dumpCutOff(path, "the compressed data ends or is damaged", byte, cause);
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw dumpNotFound(path, cause);
  }
}

/** Old or hand-made exports come in UTF-16; a byte order mark says so. */
async function* asUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    if (first) {
      if (chunk[0] === 0xff && chunk[1] === 0xfe) decoder = new TextDecoder("utf-16le");
      else if (chunk[0] === 0xfe && chunk[1] === 0xff) decoder = new TextDecoder("utf-16be");
      first = false;
    }
    yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}

async function bzip2Program(): Promise<string | undefined> {
  for (const name of ["lbzip2", "bzip2"]) {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
      const program = join(folder, name);
      const found =
        folder !== "" &&
        (await access(program, constants.X_OK).then(
          () => true,
          () => false,
        ));
      if (found) return program;
    }
  }
  return undefined;
}

async function* decodeWithChild(program: string, path: string): AsyncGenerator<Buffer> {
  const child = spawn(program, ["-dc", "--", path], { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (data: Buffer) => {
    if (complaint.length < 2000) complaint += data.toString();
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  ended.catch(() => {});
  try {
    yield* child.stdout as Readable as AsyncIterable<Buffer>;
    const code = await ended;
    if (code !== 0) throw new Error(complaint.trim() || `${program} ended with ${code}`);
  } finally {
    child.kill();
  }
}
