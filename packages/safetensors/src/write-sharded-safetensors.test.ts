import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TensorData } from "./index.ts";
import { openSafetensors, openShardedSafetensors, writeShardedSafetensors } from "./node.ts";

const tensors = new Map(
  Array.from({ length: 5 }, (_, i): [string, TensorData] => [
    `t${i}`,
    { dtype: "float32", shape: [10], values: new Float32Array(10).fill(i + 1 / 3) },
  ]),
);

test("what does not fit one file is written to several and an index, and opens as if it were one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "safetensors-shards-"));
  const files = await writeShardedSafetensors(folder, tensors, { format: "pt" }, { maxShardBytes: 80 });
  expect(files).toEqual([
    "model-00001-of-00003.safetensors",
    "model-00002-of-00003.safetensors",
    "model-00003-of-00003.safetensors",
    "model.safetensors.index.json",
  ]);
  expect((await readdir(folder)).sort()).toEqual(files);
  const index = JSON.parse(await readFile(join(folder, files[3]!), "utf8"));
  expect(index.metadata).toEqual({ total_size: 200 });
  const opened = await openShardedSafetensors(join(folder, files[3]!));
  for (const [name, tensor] of tensors) expect(await opened.read(name)).toEqual(tensor);
  expect((await opened.readRows("t4", 9, 10)).values).toEqual(tensors.get("t4")!.values.slice(9));
  await opened.close();
});

test("what fits one file has no index, and floats may be stored in half the bytes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "safetensors-shards-"));
  const options = { maxShardBytes: 100, floats: "BF16", name: "half" } as const;
  expect(await writeShardedSafetensors(folder, tensors, {}, options)).toEqual(["half.safetensors"]);
  const opened = await openSafetensors(join(folder, "half.safetensors"));
  expect([...new Set(opened.dtypes.values())]).toEqual(["BF16"]);
  expect((await opened.read("t0")).values[0]).toBeCloseTo(1 / 3, 2);
  await opened.close();
});
