import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { downloadFailed } from "../errors.ts";

/** What a file's bytes must give: SHA-256 of the bytes, or git's SHA-1 of a blob. */
export interface Checksum {
  readonly kind: "sha256" | "git";
  readonly hex: string;
}

export interface DownloadOptions {
  readonly fetch?: typeof fetch | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How often in a row a connection may break without a byte having come; 5 unless told. */
  readonly attempts?: number | undefined;
}

/**
 * Downloads `url` to `path`. What has come lies in `path.incomplete`: a broken connection, and a later call, go on
 * from there by a range request. `path` appears when all is there and the checksum holds.
 *
 * @returns false where the server has no such file (404)
 * @throws LukeError MOD016 (no connection, an error of the server, or other bytes than the checksum tells)
 */
export async function downloadFile(
  url: string,
  path: string,
  expected: { readonly size?: number; readonly checksum?: Checksum },
  { fetch: request = fetch, headers = {}, signal, attempts = 5 }: DownloadOptions = {},
): Promise<boolean> {
  const incomplete = `${path}.incomplete`;
  await mkdir(dirname(path), { recursive: true });
  let failures = 0;
  for (;;) {
    const before = await sizeOf(incomplete);
    try {
      if (expected.size === undefined || before < expected.size) {
        const found = await appendRest(request, url, incomplete, before, headers, signal);
        if (!found) return false;
      }
      break;
    } catch (cause) {
      signal?.throwIfAborted();
      failures = (await sizeOf(incomplete)) > before ? 0 : failures + 1;
      if (failures >= attempts) throw downloadFailed(url, String((cause as Error).message ?? cause), cause);
      await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** failures));
    }
  }
  const size = await sizeOf(incomplete);
  if (expected.size !== undefined && size !== expected.size) {
    await rm(incomplete);
    throw downloadFailed(url, `${size} bytes came, expected ${expected.size}`);
  }
  if (expected.checksum !== undefined) {
    const found = await checksumOf(incomplete, expected.checksum.kind, size);
    if (found !== expected.checksum.hex) {
      await rm(incomplete);
      throw downloadFailed(
        url,
        `its ${expected.checksum.kind} checksum is ${found}, expected ${expected.checksum.hex}`,
      );
    }
  }
  await rename(incomplete, path);
  return true;
}

async function appendRest(
  request: typeof fetch,
  url: string,
  path: string,
  begin: number,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const range = begin > 0 ? { range: `bytes=${begin}-` } : {};
  const response = await request(url, { headers: { ...headers, ...range }, ...(signal ? { signal } : {}) });
  if (response.status === 404) return false;
  // 416: all bytes are there already.
  if (response.status === 416 && begin > 0) return true;
  if (!response.ok || response.body === null) {
    throw new Error(`the server answered ${response.status} ${response.statusText}`);
  }
  const flags = response.status === 206 ? "a" : "w";
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  let came = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      came += chunk.length;
      done(null, chunk);
    },
  });
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  await pipeline(body, count, createWriteStream(path, { flags }));
  const encoded = response.headers.get("content-encoding") !== null;
  if (!encoded && came < length) throw new Error(`the connection ended after ${came} of ${length} bytes`);
  return true;
}

async function checksumOf(path: string, kind: Checksum["kind"], size: number): Promise<string> {
  const hash: Hash = kind === "sha256" ? createHash("sha256") : createHash("sha1").update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
