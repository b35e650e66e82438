import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTorchFile } from "./open-torch-file.ts";
import { oldTorchFile } from "./testing/old-torch-file.ts";
import { unpickleTensors } from "./unpickle-tensors.ts";

const refused = expect.objectContaining({ code: "MOD011" });

test("an old file with any bytes changed or cut gives tensors or is refused", {
  timeout: 600_000,
}, async () => {
  const path = join(await mkdtemp(join(tmpdir(), "luke-torch-soak-")), "x.bin");
  const change = fc.tuple(fc.nat(oldTorchFile.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 4 }),
      fc.integer({ min: 0, max: oldTorchFile.length }),
      async (changes, length) => {
        const bytes = Uint8Array.from(oldTorchFile).subarray(0, length);
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
        await writeFile(path, bytes);
        let file: Awaited<ReturnType<typeof openTorchFile>> | undefined;
        try {
          file = await openTorchFile(path);
          for (const name of file.shapes.keys()) await file.read(name);
        } catch (error) {
          // What reads well may still be a dtype or a number that we do not hold.
          expect(error).toMatchObject({ code: expect.stringMatching(/^(MOD011|SFT003|SFT004)$/) });
        } finally {
          await file?.close();
        }
      },
    ),
    { numRuns: 20_000 },
  );
});

test("any instructions in any order give tensors or are refused", () => {
  const opcodes = Uint8Array.of(
    ...[0x80, 0x95, 0x2e, 0x28, 0x7d, 0x5d, 0x29, 0x4e, 0x88, 0x4b, 0x4d, 0x4a, 0x8a, 0x47, 0x58, 0x8c],
    ...[
      0x71, 0x72, 0x94, 0x68, 0x6a, 0x74, 0x85, 0x86, 0x87, 0x61, 0x65, 0x73, 0x75, 0x63, 0x93, 0x51, 0x52,
      0x62,
    ],
  );
  const instruction = fc.oneof(
    fc.nat(opcodes.length - 1).map((i) => opcodes[i]!),
    fc.nat(255),
  );
  fc.assert(
    fc.property(fc.array(instruction, { maxLength: 60 }), (bytes) => {
      try {
        unpickleTensors(Uint8Array.from(bytes), "x.bin");
      } catch (error) {
        expect(error).toEqual(refused);
      }
    }),
    { numRuns: 300_000 },
  );
});
