import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeSafetensors, encodeSafetensors, type TensorData } from "./index.ts";

const tensors = new Map<string, TensorData>([
  ["a", { dtype: "float32", shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
  ["b", { dtype: "int32", shape: [3], values: Int32Array.of(1, 2, 3) }],
]);
const good = encodeSafetensors(tensors, { format: "pt" });

function tryDecode(bytes: Uint8Array): void {
  try {
    decodeSafetensors(bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^SFT00[234]$/) });
  }
}

test("bytes changed, cut and added anywhere give tensors or an SFT error", () => {
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  const property = fc.property(
    fc.array(change, { maxLength: 6 }),
    fc.nat(good.length + 8),
    (changes, length) => {
      const bytes = new Uint8Array(length);
      bytes.set(good.subarray(0, length));
      for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
      tryDecode(bytes);
    },
  );
  fc.assert(property, { numRuns: 200_000 });
});

test("a header of any JSON gives tensors or an SFT error", () => {
  const size = fc.oneof(fc.nat(40), fc.maxSafeInteger(), fc.double());
  const entry = fc.record(
    {
      dtype: fc.oneof(fc.constantFrom("F32", "I64", "BF16", "BOOL", "F8_E4M3"), fc.string()),
      shape: fc.oneof(fc.array(size, { maxLength: 4 }), fc.jsonValue()),
      data_offsets: fc.oneof(fc.tuple(size, size), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const header = fc.oneof(fc.dictionary(fc.string(), fc.oneof(entry, fc.jsonValue())), fc.jsonValue());
  const property = fc.property(header, fc.nat(64), (value, data) => {
    const json = new TextEncoder().encode(JSON.stringify(value));
    const bytes = new Uint8Array(8 + json.length + data);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
    bytes.set(json, 8);
    tryDecode(bytes);
  });
  fc.assert(property, { numRuns: 200_000 });
});

test("a header of 100 MB, however it nests, is refused and does not end the process", () => {
  for (const text of ["[".repeat(5e7) + "]".repeat(5e7), " ".repeat(1e8), `"${"a".repeat(1e8 - 2)}"`]) {
    const json = new TextEncoder().encode(text);
    const bytes = new Uint8Array(8 + json.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
    bytes.set(json, 8);
    expect(() => decodeSafetensors(bytes)).toThrow(expect.objectContaining({ code: "SFT002" }));
  }
});
