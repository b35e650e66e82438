/** A model for entity typing, of random numbers, as ONNX in typing/onnx, and a text of five words and one entity. */
import { mkdir } from "node:fs/promises";
import { openCheckpoint, writeOnnx } from "@lukejs/model/node";
import { Tensor } from "onnxruntime-node";
import { randomModel } from "../random-model.ts";

export { InferenceSession } from "onnxruntime-node";

await mkdir("typing/onnx", { recursive: true });
const model = await openCheckpoint(await randomModel("entity-typing"));
await writeOnnx("typing/onnx/model.onnx", model);
const integers = (values: readonly number[], ...shape: number[]): Tensor =>
  new Tensor("int64", BigInt64Array.from(values, BigInt), [1, ...shape]);
export const input_ids: Tensor = integers([0, 10, 11, 12, 2], 5);
export const attention_mask: Tensor = integers([1, 1, 1, 1, 1], 5);
export const entity_ids: Tensor = integers([2], 1);
export const entity_attention_mask: Tensor = integers([1], 1);
export const entity_position_ids: Tensor = integers([1, 2], 1, 2);
