import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { widenBfloat16, widenFloat16 } from "./decode-tensor.ts";
import { decodeSafetensors, encodeSafetensors, type TensorData } from "./index.ts";
import { openSafetensors, readSafetensors, writeSafetensors } from "./node.ts";

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), "luke-safetensors-"));
const invalid = (text: string): unknown =>
  expect.objectContaining({ code: "SFT002", message: expect.stringContaining(text) as string });

/** A file with this header and `dataBytes` zero bytes behind it. */
function fileOf(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const f32 = (begin: number, end: number, shape = [(end - begin) / 4]): unknown => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});

test("a file without tensors can be written and read", () => {
  expect(decodeSafetensors(encodeSafetensors(new Map())).tensors.size).toBe(0);
});

test("what is written reads back to the bit, whatever the names, shapes and numbers", () => {
  const values = fc.oneof(
    fc
      .float32Array({ maxLength: 12 })
      .map((v): TensorData => ({ dtype: "float32", shape: [v.length], values: v })),
    fc
      .int32Array({ maxLength: 12 })
      .map((v): TensorData => ({ dtype: "int32", shape: [1, v.length], values: v })),
  );
  const file = fc.dictionary(fc.string(), values).filter((tensors) => !("__metadata__" in tensors));
  fc.assert(
    fc.property(file, fc.dictionary(fc.string(), fc.string()), (tensors, metadata) => {
      const read = decodeSafetensors(encodeSafetensors(new Map(Object.entries(tensors)), metadata));
      expect(Object.fromEntries(read.tensors)).toEqual(Object.fromEntries(Object.entries(tensors)));
      expect(Object.entries(read.metadata)).toEqual(Object.entries(metadata));
    }),
    { numRuns: 200 },
  );
});

test("a Node Buffer, which may lie anywhere in a larger one, reads as its bytes do", () => {
  const tensor: TensorData = { dtype: "float32", shape: [3], values: Float32Array.of(1, 2, 3) };
  const bytes = encodeSafetensors(new Map([["x", tensor]]));
  const larger = Buffer.alloc(bytes.length + 8, 255);
  larger.set(bytes, 3);
  const { tensors } = decodeSafetensors(larger.subarray(3, 3 + bytes.length));
  expect(tensors.get("x")).toEqual(tensor);
  expect(tensors.get("x")?.values.buffer.byteLength).toBe(12);
});

test("a scalar has no axes and a tensor may be empty", () => {
  const tensors = new Map<string, TensorData>([
    ["loss", { dtype: "float32", shape: [], values: Float32Array.of(1.5) }],
    ["none", { dtype: "int32", shape: [2, 0], values: new Int32Array(0) }],
  ]);
  expect(decodeSafetensors(encodeSafetensors(tensors)).tensors).toEqual(tensors);
});

test("half precision widens exactly", () => {
  const halves = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x8000, 0x7c00, 0x7e00, 0x3555);
  expect([...widenFloat16(halves)]).toEqual([
    1,
    -2,
    65504,
    2 ** -24,
    2 ** -14,
    -0,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    0.333251953125,
  ]);
  expect([...widenBfloat16(Uint16Array.of(0x3f80, 0xc040, 0x7f80))]).toEqual([
    1,
    -3,
    Number.POSITIVE_INFINITY,
  ]);
});

test("stored dtypes become float32 or int32", () => {
  const bytes = fileOf(
    {
      wide: { dtype: "I64", shape: [1], data_offsets: [0, 8] },
      half: { dtype: "F16", shape: [2], data_offsets: [8, 12] },
      brain: { dtype: "BF16", shape: [2], data_offsets: [12, 16] },
      flag: { dtype: "BOOL", shape: [1], data_offsets: [16, 17] },
    },
    17,
  );
  const view = new DataView(bytes.buffer);
  const data = bytes.length - 17;
  view.setBigInt64(data, -100n, true);
  view.setUint16(data + 8, 0x3c00, true);
  view.setUint16(data + 14, 0x3f80, true);
  bytes[data + 16] = 1;
  const { tensors } = decodeSafetensors(bytes);
  expect([...tensors.values()].map(({ dtype, values }) => [dtype, ...values])).toEqual([
    ["int32", -100],
    ["float32", 1, 0],
    ["float32", 0, 1],
    ["int32", 1],
  ]);
  view.setBigInt64(data, 2n ** 40n, true);
  expect(() => decodeSafetensors(bytes)).toThrow(expect.objectContaining({ code: "SFT004" }));
});

test.each([
  ["nothing", new Uint8Array(0), "has 0 bytes"],
  ["a header beyond the file", fileOf("", 0).fill(9, 0, 1), "claims 9 bytes, but the file ends at 8"],
  ["an absurd header", new Uint8Array(16).fill(0xff), "allowed are 100000000"],
  ["a header that is no JSON", fileOf("{", 0), "not JSON"],
  ["a header that is a list", fileOf([], 0), "not a JSON object"],
  ["a tensor beyond the file", fileOf({ a: f32(0, 8) }, 4), "cut short"],
  ["two tensors at one place", fileOf({ a: f32(0, 8), b: f32(4, 12) }, 12), "overlaps"],
  ["the same place twice", fileOf({ a: f32(0, 8), b: f32(0, 8) }, 8), "overlaps"],
  ["a gap", fileOf({ a: f32(0, 4), b: f32(8, 12) }, 12), "belong to nothing"],
  ["bytes at the end", fileOf({ a: f32(0, 4) }, 8), "4 bytes at its end"],
  ["a shape that does not fit", fileOf({ a: f32(0, 8, [3]) }, 8), "needs 12 bytes"],
  ["a shape that overflows", fileOf({ a: f32(0, 8, [2 ** 52, 2 ** 52, 4]) }, 8), "needs"],
  ["a negative size", fileOf({ a: f32(0, 8, [-2]) }, 8), "shape [-2]"],
  ["offsets in reverse", fileOf({ a: f32(8, 0, [2]) }, 8), "data_offsets [8,0]"],
  ["an unknown dtype", fileOf({ a: { dtype: "X9", shape: [], data_offsets: [0, 4] } }, 4), 'dtype "X9"'],
  [
    "a dtype of the prototype",
    fileOf({ a: { dtype: "toString", shape: [], data_offsets: [0, 4] } }, 4),
    "dtype",
  ],
  ["an entry that is no object", fileOf({ a: 3 }, 0), "not an object"],
  [
    "a name twice",
    fileOf(
      '{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\\u0061":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}',
      0,
    ),
    '"a" twice',
  ],
  [
    "a field twice",
    fileOf('{"a":{"dtype":"F32","dtype":"I32","shape":[0],"data_offsets":[0,0]}}', 0),
    '"dtype" twice',
  ],
  ["metadata that is no text", fileOf({ __metadata__: { a: 1 } }, 0), "not a string"],
])("a file with %s is refused", (_, bytes, text) => {
  expect(() => decodeSafetensors(bytes)).toThrow(invalid(text) as Error);
});

test("random damage never gives anything but tensors or SFT errors", () => {
  const tensors = new Map<string, TensorData>([
    ["a", { dtype: "float32", shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
    ["b", { dtype: "int32", shape: [3], values: Int32Array.of(1, 2, 3) }],
  ]);
  const good = encodeSafetensors(tensors, { format: "pt" });
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, cut) => {
      const bytes = good.slice(0, cut);
      if (at < cut) bytes[at] = byte;
      try {
        decodeSafetensors(bytes);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^SFT00[234]$/) });
      }
    }),
    { numRuns: 500 },
  );
});

test("a file on disk is read one tensor at a time", async () => {
  const path = join(await folder(), "x.safetensors");
  const tensors = new Map<string, TensorData>([
    ["a", { dtype: "float32", shape: [2], values: Float32Array.of(1, 2) }],
    ["b", { dtype: "int32", shape: [1], values: Int32Array.of(7) }],
  ]);
  await writeSafetensors(path, tensors, { format: "pt" });
  expect(await readFile(path)).toEqual(Buffer.from(encodeSafetensors(tensors, { format: "pt" })));
  const file = await openSafetensors(path);
  expect([...file.shapes]).toEqual([
    ["a", [2]],
    ["b", [1]],
  ]);
  expect((await file.read("b")).values).toEqual(Int32Array.of(7));
  await expect(file.read("c")).rejects.toThrow(RangeError);
  await file.close();
  expect((await readSafetensors(path)).tensors).toEqual(tensors);
});

test("a file that is cut short is refused before a tensor is read", async () => {
  const path = join(await folder(), "cut.safetensors");
  const bytes = encodeSafetensors(
    new Map([["a", { dtype: "float32", shape: [4], values: new Float32Array(4) }]]),
  );
  await writeFile(path, bytes.subarray(0, bytes.length - 5));
  await expect(openSafetensors(path)).rejects.toMatchObject({ code: "SFT002" });
  await expect(openSafetensors(`${path}.absent`)).rejects.toMatchObject({ code: "SFT001" });
});

test("a write that fails leaves neither the file nor a temporary one", async () => {
  const directory = await folder();
  const broken = {
    dtype: "float32" as const,
    shape: [1],
    values: (): Promise<Float32Array> => Promise.reject(new Error("gone")),
  };
  await expect(writeSafetensors(join(directory, "x"), new Map([["a", broken]]))).rejects.toThrow("gone");
  const short = { dtype: "float32" as const, shape: [2], values: new Float32Array(1) };
  await expect(writeSafetensors(join(directory, "x"), new Map([["a", short]]))).rejects.toThrow("asks for 2");
  expect(await readdir(directory)).toEqual([]);
});
