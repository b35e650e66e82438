import type { Tensor } from "@tensorflow/tfjs-core";
import type { AttentionParams } from "./entity-aware-attention.ts";

/** @throws TypeError unless it is of float32, RangeError unless it has the shape, "?" standing for any size */
export function checkTensor(name: string, tensor: Tensor, wanted: readonly (number | "?")[]): void {
  if (tensor.dtype !== "float32") throw new TypeError(`${name} is of ${tensor.dtype}, expected float32`);
  const { shape } = tensor;
  if (shape.length !== wanted.length || wanted.some((size, axis) => size !== "?" && size !== shape[axis]))
    throw new RangeError(`${name} is [${shape.join(", ")}], expected [${wanted.join(", ")}]`);
}

/** @throws RangeError unless the heads share the hidden size */
export function checkHeads(name: string, hidden: number, numHeads: number): void {
  if (!Number.isInteger(numHeads) || numHeads < 1)
    throw new RangeError(`${name}: numHeads is ${numHeads}, expected a whole number above 0`);
  if (hidden % numHeads !== 0)
    throw new RangeError(`${name}: hidden size ${hidden} is not divisible by ${numHeads} heads`);
}

/** @throws RangeError, TypeError unless every projection is from the hidden size to itself */
export function checkProjections(name: string, params: AttentionParams, hidden: number): void {
  for (const [projection, given] of Object.entries(params) as [
    string,
    AttentionParams["key"] | undefined,
  ][]) {
    if (given !== undefined) checkTensor(`${name}: ${projection}.weight`, given.weight, [hidden, hidden]);
  }
}
