import { spawn } from "node:child_process";
import { constants, createReadStream } from "node:fs";
import { access, open } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { decodeBzip2 } from "./decode-bzip2.ts";
import { decodeZstandard } from "./decode-zstandard.ts";
import { dumpCutOff, dumpNotFound } from "./errors.ts";

export interface ReadDumpBytesOptions {
  /** How bzip2 and Zstandard are decoded: by lbzip2, bzip2, zstd where installed ("auto"), or in this process. */
  readonly decoder?: "auto" | "javascript";
}

/**
 * The bytes of a dump's XML in UTF-8: plain, bzip2 (multistream too), gzip or Zstandard, told by the first bytes, not
 * the name. The path "-" is standard input.
 *
 * @throws LukeError COR001 where there is no such file, COR002 after everything that can be read of a broken one
 */
export async function* readDumpBytes(
  path: string,
  options: ReadDumpBytesOptions = {},
): AsyncGenerator<Buffer> {
  const { magic, input } = path === "-" ? await standardInput() : await dumpFile(path);
  const chunks = await decode(magic, input, options.decoder === "javascript");
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

interface DumpInput {
  /** The first four bytes, fewer of a shorter dump. */
  readonly magic: Buffer;
  /** Opens the whole, these bytes too; to be called once. */
  readonly input: () => Readable;
}

async function decode(
  magic: Buffer,
  input: () => Readable,
  javascript: boolean,
): Promise<AsyncIterable<Buffer>> {
  if (magic.toString("latin1", 0, 3) === "BZh") {
    const program = javascript ? undefined : await findProgram(["lbzip2", "bzip2"]);
    return program === undefined ? decodeBzip2(input()) : decodeWithChild(program, input());
  }
  if (magic.toString("hex") === "28b52ffd") {
    const program = javascript ? undefined : await findProgram(["zstd"]);
    return program === undefined ? decodeZstandard(input()) : decodeWithChild(program, input());
  }
  if (magic[0] === 0x1f && magic[1] === 0x8b) {
    const gunzip = createGunzip({ chunkSize: 1 << 18 });
    pipeline(input(), gunzip, () => {});
    return gunzip;
  }
  return input();
}

async function standardInput(): Promise<DumpInput> {
  const rest = process.stdin[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let magic = Buffer.alloc(0);
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    magic = Buffer.concat([magic, next.value]);
    if (magic.length >= 4) break;
  }
  const whole = async function* () {
    yield magic;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  };
  return { magic: magic.subarray(0, 4), input: () => Readable.from(whole()) };
}

async function dumpFile(path: string): Promise<DumpInput> {
  const input = () => createReadStream(path, { highWaterMark: 1 << 18 });
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return { magic: buffer.subarray(0, bytesRead), input };
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

async function findProgram(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
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

async function* decodeWithChild(program: string, input: Readable): AsyncGenerator<Buffer> {
  const child = spawn(program, ["-dc"], { stdio: ["pipe", "pipe", "pipe"] });
  pipeline(input, child.stdin, () => {});
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
    yield* child.stdout as AsyncIterable<Buffer>;
    const code = await ended;
    if (code !== 0) throw new Error(complaint.trim() || `${program} ended with ${code}`);
  } finally {
    child.kill();
  }
}
