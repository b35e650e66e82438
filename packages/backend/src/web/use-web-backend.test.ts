import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { useBackend } from "./use-web-backend.ts";

test("what cannot start is left out, and the notice says why", async () => {
  // Node has no adapter, and nobody said where the wasm files are to be fetched.
  const info = await useBackend("cpu");
  expect(info).toMatchObject({ name: "cpu", device: "cpu", threads: 1 });
  expect(info.notice).toBeUndefined();
  expect(tf.getBackend()).toBe("cpu");
  const asked = await useBackend("webgpu");
  expect(["wasm", "cpu"]).toContain(asked.name);
  expect(asked.notice).toContain("webgpu: there is no navigator.gpu here");
});

test("a backend of Node's is refused", async () => {
  await expect(useBackend("native")).rejects.toThrow(/expected auto, webgpu, wasm, cpu in a page/);
});
