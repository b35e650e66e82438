import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedPath } from "@lukejs/test-kit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readDump } from "./read-dump.ts";
import { type DumpSlice, readSlice, type SlicePiece } from "./read-slice.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-slices-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function pieces(slice: DumpSlice): Promise<SlicePiece[]> {
  const all: SlicePiece[] = [];
  for await (const piece of readSlice(slice, 1 << 24)) all.push(piece);
  return all;
}

const pagesOf = (all: SlicePiece[]) =>
  all.flatMap((piece) => (piece.kind === "page" ? [piece.bytes.toString()] : []));

test("every page of a plain file is in exactly one slice, wherever it is cut", async () => {
  const path = join(folder, "plain.xml");
  const pages = Array.from({ length: 9 }, (_, i) => `<page><title>P${i}</title>${"é".repeat(i * 5)}</page>`);
  const xml = Buffer.from(`<mediawiki>\n${pages.join("\n ")}</mediawiki>`);
  await writeFile(path, xml);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(xml.length), { maxLength: 12 }), async (cuts) => {
      const bounds = [0, ...cuts.sort((a, b) => a - b), xml.length];
      const found: string[] = [];
      for (let i = 1; i < bounds.length; i++) {
        const slice = { path, compression: "none" as const, from: bounds[i - 1]!, to: bounds[i]! };
        found.push(...pagesOf(await pieces(slice)));
      }
      expect(found).toEqual(pages);
    }),
    { numRuns: 40 },
  );
});

test("a page cut off by the file's end is named; a page without an end harms no other", async () => {
  const path = join(folder, "cut.xml");
  await writeFile(
    path,
    "<page><title>A</title><id>1</id><page><title>B</title></page><page><title>C</title><id>3</id>x",
  );
  const all = await pieces({ path, compression: "none", from: 0, to: 1000 });
  expect(all.map(({ kind }) => kind)).toEqual(["broken", "page", "broken", "damaged"]);
  expect(all.at(-1)).toMatchObject({ what: '"cut.xml": the file ends inside the page "C"' });
});

const bz2 = sharedPath("data/wiki/ltgwiki-real.xml.bz2");

test.skipIf(bz2 === undefined)(
  "bzip2 is cut at any byte: each block is decoded once, pages are whole",
  async () => {
    const size = (await readFile(bz2!)).length;
    const expected: number[] = [];
    for await (const { text } of readDump(bz2!)) expected.push(text.length);
    const slice = (from: number, to: number) => pieces({ path: bz2!, compression: "bzip2", from, to });
    for (const cuts of [[], [1], [1000, 150_000, 150_001, 300_000]]) {
      const bounds = [0, ...cuts, size];
      let pages = 0;
      for (let i = 1; i < bounds.length; i++)
        pages += pagesOf(await slice(bounds[i - 1]!, bounds[i]!)).length;
      expect(pages).toBe(expected.length);
    }
  },
);

test.skipIf(bz2 === undefined)(
  "a damaged block of bzip2 is named and costs the pages it touches alone",
  async () => {
    const bytes = await readFile(bz2!);
    const path = join(folder, "damaged.bz2");
    const whole = await pieces({ path: bz2!, compression: "bzip2", from: 0, to: bytes.length });
    bytes[250_000] = bytes[250_000]! ^ 0xff;
    await writeFile(path, bytes);
    const all = await pieces({ path, compression: "bzip2", from: 0, to: bytes.length });
    const damages = all.filter(({ kind }) => kind === "damaged");
    expect(damages).toEqual([
      {
        kind: "damaged",
        what: expect.stringMatching(
          /^"damaged.bz2": the compressed data is damaged in the block after byte 215311/,
        ),
      },
    ]);
    const titles = (xml: string) => /<title>(.*)<\/title>/.exec(xml)?.[1];
    const kept = pagesOf(all).map(titles);
    const before = pagesOf(whole).map(titles);
    expect(kept.length).toBeLessThan(before.length);
    expect(kept.length).toBeGreaterThan(before.length / 4);
    expect(kept.at(-1)).toBe(before.at(-1));
    expect(before.filter((title) => kept.includes(title))).toEqual(kept);
  },
);
