import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { sharedPath } from "@lukejs/test-kit";
import fc from "fast-check";
import { pack } from "tar-stream";
import { expect, test } from "vitest";
import { extractArchive } from "./extract-archive.ts";
import { openTorchFile } from "./torch/open-torch-file.ts";

/** `good` with some bytes changed and the end cut. */
function damaged(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  const length = fc.oneof(fc.constant(good.length), fc.nat(good.length));
  return fc.tuple(fc.array(change, { maxLength: 5 }), length).map(([changes, kept]) => {
    const bytes = Uint8Array.from(good);
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes.subarray(0, kept);
  });
}

test.each([true, false])("a damaged archive (gzipped: %s) gives its files or is refused", async (gzipped) => {
  const folder = await mkdtemp(join(tmpdir(), "luke-archive-soak-"));
  const tar = pack();
  tar.entry({ name: "luke/metadata.json" }, "{}");
  tar.entry({ name: "luke/entity_vocab.tsv" }, "[PAD]\t0\n".repeat(100));
  tar.finalize();
  const plain = await buffer(tar);
  const good = gzipped ? gzipSync(plain) : plain;
  const known = ["entity_vocab.tsv", "entity_vocab.jsonl", "metadata.json", "pytorch_model.bin"];
  await fc.assert(
    fc.asyncProperty(damaged(good), async (bytes) => {
      await writeFile(join(folder, "x"), bytes);
      try {
        await extractArchive(join(folder, "x"), join(folder, "out"));
      } catch (error) {
        expect(error).toMatchObject({ code: "MOD015" });
      }
      // Nothing but the known names, and nothing beside the folder.
      expect((await readdir(folder)).sort()).toEqual(["out", "x"]);
      for (const name of await readdir(join(folder, "out"))) expect(known).toContain(name);
      await rm(join(folder, "out"), { recursive: true });
    }),
    { numRuns: 3000 },
  );
  await rm(folder, { recursive: true });
});

const model = sharedPath("fixtures/luke-tiny/checkpoints/base-model");
test.skipIf(model === undefined)("a damaged torch zip gives tensors or is refused", async () => {
  const good = await readFile(join(model!, "pytorch_model.bin"));
  // The pickle and the directory are at the two ends: damage is aimed there.
  const path = join(await mkdtemp(join(tmpdir(), "luke-zip-soak-")), "x.bin");
  const at = fc.oneof(
    fc.integer({ min: 0, max: Math.min(8000, good.length - 1) }),
    fc.integer({ min: Math.max(0, good.length - 8000), max: good.length - 1 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
      const bytes = Uint8Array.from(good);
      for (const [place, byte] of changes) bytes[place] = byte;
      await writeFile(path, bytes);
      let file: Awaited<ReturnType<typeof openTorchFile>> | undefined;
      try {
        file = await openTorchFile(path);
        for (const name of file.shapes.keys()) await file.read(name);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(MOD011|SFT003|SFT004)$/) });
      } finally {
        await file?.close();
      }
    }),
    { numRuns: 3000 },
  );
});
