import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeBzip2 } from "./decode-bzip2.ts";
import { type ReadDumpBytesOptions, readDumpBytes } from "./read-dump-bytes.ts";

const hasBzip2 = spawnSync("bzip2", ["--help"]).status === 0;
const hasZstd = spawnSync("zstd", ["--version"]).status === 0;
const xml = Buffer.from(
  Array.from({ length: 60_000 }, (_, i) => `<page>${i} ${(i * 7919) % 10_007}</page>\n`).join(""),
);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-dump-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(path: string, options: ReadDumpBytesOptions): Promise<{ bytes: Buffer; error: unknown }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of readDumpBytes(path, options)) chunks.push(Buffer.from(chunk));
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
  return { bytes: Buffer.concat(chunks), error: undefined };
}
const emptyBzip2 = Buffer.from("425a683917724538509000000000", "hex");
const bzip2 = (bytes: Buffer) => execFileSync("bzip2", ["-c1"], { input: bytes, maxBuffer: 1 << 28 });
const zstd = (bytes: Buffer) => execFileSync("zstd", ["-c"], { input: bytes, maxBuffer: 1 << 28 });

test.skipIf(!hasZstd).each(["auto", "javascript"] as const)(
  "Zstandard of two frames is read (%s)",
  async (decoder) => {
    const path = join(folder, `${decoder}.xml.zst`);
    await writeFile(path, Buffer.concat([zstd(xml), zstd(xml)]));
    const { bytes, error } = await read(path, { decoder });
    expect(error).toBeUndefined();
    expect(bytes.equals(Buffer.concat([xml, xml]))).toBe(true);
  },
);

test.skipIf(!hasZstd).each(["auto", "javascript"] as const)(
  "cut off Zstandard ends in COR002 (%s)",
  async (decoder) => {
    const path = join(folder, `${decoder}-cut.xml.zst`);
    const whole = zstd(xml);
    await writeFile(path, whole.subarray(0, whole.length - 2000));
    const { bytes, error } = await read(path, { decoder });
    expect(error).toMatchObject({ code: "COR002" });
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.equals(xml.subarray(0, bytes.length))).toBe(true);
  },
);

test.skipIf(!hasBzip2).each(["auto", "javascript"] as const)(
  "bzip2 of two streams is read, cut off it ends in COR002 (%s)",
  async (decoder) => {
    const path = join(folder, `${decoder}.xml.bz2`);
    const whole = Buffer.concat([bzip2(xml), bzip2(xml)]);
    await writeFile(path, whole);
    const { bytes, error } = await read(path, { decoder });
    expect(error).toBeUndefined();
    expect(bytes.equals(Buffer.concat([xml, xml]))).toBe(true);
    for (const left of [whole.length - 2000, 4, 10]) {
      await writeFile(path, whole.subarray(0, left));
      const cut = await read(path, { decoder });
      expect(cut.error).toMatchObject({ code: "COR002" });
      expect(cut.bytes.length > 0).toBe(left > 10);
      expect(cut.bytes.equals(Buffer.concat([xml, xml]).subarray(0, cut.bytes.length))).toBe(true);
    }
  },
);

test("bzip2 comes in chunks of any length", async () => {
  const chunks = async function* () {
    for (let at = 0; at < emptyBzip2.length; at++) yield emptyBzip2.subarray(at, at + 1);
  };
  const decoded: Buffer[] = [];
  for await (const bytes of decodeBzip2(chunks())) decoded.push(bytes);
  expect(decoded).toEqual([]);
});

test.each([
  ["plain", (bytes: Buffer) => bytes],
  ["gzip", (bytes: Buffer) => gzipSync(bytes)],
] as const)("standard input is read like a file (%s)", (_, compress) => {
  const reader = JSON.stringify(new URL("./read-dump-bytes.ts", import.meta.url).href);
  const program = `import { readDumpBytes } from ${reader};
    for await (const chunk of readDumpBytes("-")) process.stdout.write(chunk);`;
  const read = execFileSync(
    process.execPath,
    ["--conditions=@lukejs/source", "--import", "tsx", "--input-type=module", "-e", program],
    { input: compress(xml), maxBuffer: 1 << 28 },
  );
  expect(read.equals(xml)).toBe(true);
});
