import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedPath } from "@lukejs/test-kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTorchFile, readSafetensors } from "../../node.ts";
import { oldTorchFile } from "./testing/old-torch-file.ts";
import { unpickleTensors } from "./unpickle-tensors.ts";

const model = sharedPath("fixtures/luke-tiny/checkpoints/base-model");
const refused = (text: string): unknown =>
  expect.objectContaining({ code: "MOD011", message: expect.stringContaining(text) as string });

/** A pickle from its instructions, as text of one character a byte. */
const pickle = (instructions: string): Uint8Array =>
  Uint8Array.from(instructions, (character) => character.charCodeAt(0));

test.skipIf(model === undefined)(
  "a torch file holds the tensors of the safetensors file beside it",
  async () => {
    const expected = await readSafetensors(join(model!, "model.safetensors"));
    const file = await openTorchFile(join(model!, "pytorch_model.bin"));
    expect([...file.shapes.keys()].sort()).toEqual([...expected.tensors.keys()].sort());
    for (const [name, tensor] of expected.tensors) expect(await file.read(name), name).toEqual(tensor);
    await expect(file.read("absent")).rejects.toThrow(RangeError);
    await file.close();
  },
);

test.each([
  ["nothing", "", "cut short"],
  ["a system call", "\x80\x02cos\nsystem\nX\x02\x00\x00\x00ls\x85R.", "names os.system"],
  ["a builtin", "c__builtin__\neval\n.", "names __builtin__.eval"],
  ["a call of a class", "ctorch\nFloatStorage\n)R.", "calls something"],
  ["a new object", "ccollections\nOrderedDict\n)\x81.", "instruction 0x81"],
  ["an instance", "(icollections\nOrderedDict\n.", "instruction 0x69"],
  ["a reference that is no storage", "X\x01\x00\x00\x00aQ.", "no storage"],
  ["a value that is no dictionary", "K\x01.", "not a dictionary"],
  ["no tensors", "}.", "without tensors"],
  ["an empty stack", "\x85.", "empty stack"],
  ["a missing mark", "u.", "no mark"],
  ["an endless string", "X\xff\xff\xff\x7f.", "cut short"],
])("a pickle with %s is refused", (_, instructions, text) => {
  expect(() => unpickleTensors(pickle(instructions), "x.bin")).toThrow(refused(text) as Error);
});

test("a storage name that leaves the archive is refused", () => {
  const id =
    "(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x05\x00\x00\x00../..X\x03\x00\x00\x00cpuK\x01tQ.";
  expect(() => unpickleTensors(pickle(id), "x.bin")).toThrow(refused("no storage") as Error);
});

test("random bytes are never more than refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(() => unpickleTensors(bytes, "x.bin")).toThrow(refused("") as Error);
    }),
    { numRuns: 500 },
  );
});

test.skipIf(model === undefined)("a damaged or cut torch file is refused, never half read", async () => {
  const good = await readFile(join(model!, "pytorch_model.bin"));
  const path = join(await mkdtemp(join(tmpdir(), "luke-torch-")), "x.bin");
  for (const size of [0, 10, 1000, good.length >> 1, good.length - 1, good.length - 30]) {
    await writeFile(path, good.subarray(0, size));
    await expect(openTorchFile(path), `${size} bytes`).rejects.toMatchObject({ code: "MOD011" });
  }
  await writeFile(path, "not a zip archive, not even a small one");
  await expect(openTorchFile(path)).rejects.toMatchObject({ code: "MOD011" });
  await expect(openTorchFile(`${path}.absent`)).rejects.toMatchObject({ code: "MOD006" });
});

test("a file of torch before 1.6 holds its tensors", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "luke-torch-")), "old.bin");
  await writeFile(path, oldTorchFile);
  const file = await openTorchFile(path);
  expect([...file.shapes]).toEqual([
    ["a", [4, 6]],
    ["b", [6]],
    ["h", [2]],
    ["n", [2]],
    ["p", [1]],
  ]);
  expect([...(await file.read("a")).values]).toEqual(Array.from({ length: 24 }, (_, i) => i));
  expect([...(await file.read("b")).values]).toEqual([6, 7, 8, 9, 10, 11]);
  expect([...(await file.read("h")).values]).toEqual([1.5, -2]);
  expect(await file.read("n")).toEqual({ dtype: "int32", shape: [2], values: Int32Array.of(3, -4) });
  expect([...(await file.read("p")).values]).toEqual([9]);
  await file.close();
  for (const size of [0, 1, 20, 200, 400, oldTorchFile.length - 1]) {
    await writeFile(path, oldTorchFile.subarray(0, size));
    await expect(openTorchFile(path), `${size} bytes`).rejects.toMatchObject({ code: "MOD011" });
  }
});
