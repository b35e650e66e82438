import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { useBackend } from "./use-backend.ts";

test("what WebAssembly has no memory for is refused with its size, and the backend goes on", async () => {
  await useBackend("wasm");
  const { wasm } = tf.backend() as unknown as { readonly wasm: { _malloc(bytes: number): number } };
  for (const _ of [1, 2]) {
    expect(() => wasm._malloc(0xfffffff0)).toThrow("WebAssembly has no 4294967280 bytes left");
  }
  expect([...(await tf.add(tf.tensor1d([1, 2]), tf.scalar(1)).data())]).toEqual([2, 3]);
});
