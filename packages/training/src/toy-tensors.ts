import { readFile, writeFile } from "node:fs/promises";
import type { NamedTensors, TensorData } from "./checkpoint.ts";

/**
 * Tensors as JSON, equal to the bit, for the tests of this package.
 *
 * @internal
 */
export async function saveTensors(path: string, tensors: NamedTensors): Promise<void> {
  const entries = [...tensors].map(([name, { dtype, shape, values }]) => [name, dtype, shape, [...values]]);
  await writeFile(path, JSON.stringify(entries));
}

/** @internal */
export async function loadTensors(path: string): Promise<NamedTensors> {
  const entries = JSON.parse(await readFile(path, "utf8")) as [string, string, number[], number[]][];
  return new Map(
    entries.map(([name, dtype, shape, values]): [string, TensorData] => [
      name,
      dtype === "int32"
        ? { dtype, shape, values: Int32Array.from(values) }
        : { dtype: "float32", shape, values: Float32Array.from(values) },
    ]),
  );
}
