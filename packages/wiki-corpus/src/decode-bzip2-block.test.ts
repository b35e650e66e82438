import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bzip2Block, bzip2Blocks } from "./bzip2-blocks.ts";
import { decodeBzip2Block } from "./decode-bzip2-block.ts";

const without = spawnSync("bzip2", ["--help"]).status !== 0;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-bzip2-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function blocksOf(data: Uint8Array, level: number): Promise<Bzip2Block[]> {
  const path = join(folder, "data.bz2");
  await writeFile(path, spawnSync("bzip2", [`-c${level}`], { input: data, maxBuffer: 1 << 28 }).stdout);
  const blocks: Bzip2Block[] = [];
  for await (const block of bzip2Blocks(path, 0)) blocks.push(block);
  return blocks;
}

const noise = Uint8Array.from({ length: 250_000 }, (_, i) => Math.imul(i ^ (i >>> 3), 0x9e3779b1) >>> 24);
const text = Buffer.from("Lisbon is the capital of Portugal. ".repeat(20_000));

test.skipIf(without)("what bzip2 compresses comes back, in one block or many", async () => {
  const runs = Buffer.concat(
    [3, 4, 5, 255, 256, 259, 260, 100_000].map((length, i) => Buffer.alloc(length, i)),
  );
  for (const data of [new Uint8Array(), Uint8Array.of(1), noise, text, runs, new Uint8Array(6_000_000)]) {
    for (const level of [1, 9]) {
      const decoded = (await blocksOf(data, level)).map(decodeBzip2Block);
      expect(Buffer.compare(Buffer.concat(decoded), data)).toBe(0);
    }
  }
});

test.skipIf(without)("any bytes come back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 9 })), fc.nat(300), async (pieces, times) => {
      const data = Buffer.concat(Array.from({ length: times }, () => pieces).flat());
      expect(Buffer.compare(Buffer.concat((await blocksOf(data, 9)).map(decodeBzip2Block)), data)).toBe(0);
    }),
    { numRuns: 20 },
  );
});

/** The code length of a symbol that no group uses may be any: then the bytes are those of the sound block. */
function decodedOrRefused(block: Bzip2Block): boolean {
  try {
    return Buffer.compare(decodeBzip2Block(block), noise.subarray(0, 3000)) === 0;
  } catch {
    return true;
  }
}

test.skipIf(without)("a block with a wrong bit that matters, or cut off anywhere, is refused", async () => {
  const [block] = await blocksOf(noise.subarray(0, 3000), 9);
  const bits = block!.endBit - block!.bit;
  fc.assert(
    fc.property(fc.integer({ min: 48, max: bits - 1 }), (bit) => {
      const bytes = block!.bytes.slice();
      const at = block!.bit + bit;
      bytes[at >>> 3] = bytes[at >>> 3]! ^ (0x80 >> (at & 7));
      expect(decodedOrRefused({ ...block!, bytes })).toBe(true);
      expect(() => decodeBzip2Block({ ...block!, endBit: at })).toThrow();
    }),
    { numRuns: 300 },
  );
  expect(() => decodeBzip2Block({ ...block!, cutOff: true })).toThrow();
});
