import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports these names", () => {
  expect(Object.keys(api).sort()).toEqual([
    "Random",
    "activation",
    "adamWUpdate",
    "addLayerNorm",
    "attentionSoftmax",
    "attentionSoftmaxGradient",
    "defineOp",
    "disposeParameters",
    "dropout",
    "dropoutHash",
    "flattenParameters",
    "gatherRows",
    "gelu",
    "geluTanh",
    "layerNorm",
    "linear",
    "mapParameters",
    "matMul",
    "rowDropoutMask",
    "segmentSum",
    "softmax",
    "sparseSoftmaxCrossEntropy",
    "splitTokens",
    "sumOfSquares",
    "withGradient",
  ]);
});
