import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports these names", () => {
  expect(Object.keys(api).sort()).toEqual([
    "Random",
    "activation",
    "adamWUpdate",
    "addLayerNorm",
    "attentionSoftmax",
    "disposeParameters",
    "dropout",
    "flattenParameters",
    "gatherRows",
    "gelu",
    "geluTanh",
    "layerNorm",
    "linear",
    "mapParameters",
    "matMul",
    "segmentSum",
    "softmax",
    "sparseSoftmaxCrossEntropy",
    "splitTokens",
    "sumOfSquares",
  ]);
});
